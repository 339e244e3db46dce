import { Select } from '../../ui/index.ts';
import { changePlace } from './place.ts';
import { evaluationOf, type Subject, type SubjectLists, versionId, versionName } from './subject.ts';

const nothing = 'none';

/** A second model beside the first, on the same pictures. */
export function AgainstChoice({
  subject,
  lists,
  value,
}: {
  readonly subject: Subject;
  readonly lists: SubjectLists;
  readonly value: string;
}) {
  const others = lists.models.filter((model) => versionId(model) !== versionId(subject.model));
  if (others.length === 0) return null;
  const options = others.toReversed().map((model) => ({
    id: versionId(model),
    name: `Against ${versionName(model)}`,
    detail: evaluationOf({ ...subject, model }, lists.evaluations)
      ? 'evaluated on these'
      : 'not evaluated on these yet',
  }));
  const isKnown = options.some(({ id }) => id === value);
  return (
    <div className="va-against">
      <Select
        label="Second model"
        isLabelHidden
        value={isKnown ? value : nothing}
        options={[{ id: nothing, name: 'Against no other' }, ...options]}
        onChange={(id) => changePlace({ against: id === nothing ? '' : id, filter: '' })}
      />
    </div>
  );
}
