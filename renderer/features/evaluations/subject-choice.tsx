import { Select } from '../../ui/index.ts';
import { rolesOf, type Subject, type SubjectLists, versionId, versionName } from './subject.ts';
import { counted, roleWords } from './words.ts';

/** Which model, on which dataset version, which role of it: three lists in the head of the page, read as one sentence. */
export function SubjectChoice({
  subject,
  lists,
  onChoose,
}: {
  readonly subject: Subject;
  readonly lists: SubjectLists;
  readonly onChoose: (changes: Readonly<Record<string, string>>) => void;
}) {
  const { model, dataset, role } = subject;
  const chosen = { model: versionId(model), dataset: versionId(dataset), role };
  return (
    // biome-ignore lint/a11y/useSemanticElements: lists of a page's head, no fieldset of a form
    <div className="va-choice" role="group" aria-label="What is looked at">
      <Select
        label="Model"
        isLabelHidden
        value={chosen.model}
        options={lists.models.toReversed().map((one) => ({
          id: versionId(one),
          name: versionName(one),
          detail: one.runId ?? 'imported',
        }))}
        onChange={(id) => onChoose({ ...chosen, model: id })}
      />
      <span className="q">on</span>
      <Select
        label="Dataset version"
        isLabelHidden
        value={chosen.dataset}
        options={lists.datasets.map((one) => ({ id: versionId(one), name: versionName(one) }))}
        onChange={(id) => onChoose({ ...chosen, dataset: id })}
      />
      <Select
        label="Role"
        isLabelHidden
        value={chosen.role}
        options={rolesOf(dataset).map((one) => ({
          id: one,
          name: one,
          detail: `${roleWords[one]}; ${counted(dataset.roles[one]?.images ?? 0, 'image')}`,
        }))}
        onChange={(id) => onChoose({ ...chosen, role: id })}
      />
    </div>
  );
}
