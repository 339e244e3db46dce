import type { ModelSummary } from '../../../shared/contract/models.ts';
import { useAction, useAuthor } from '../../client/index.ts';
import { PersonDialog } from './person-dialog.tsx';
import { versionId, versionName } from './words.ts';

/** Sets a model aside, or makes it a candidate again; its files stay. */
export function ArchiveDialog({
  model,
  isArchived,
  onClose,
}: {
  readonly model: ModelSummary;
  readonly isArchived: boolean;
  readonly onClose: () => void;
}) {
  const { remember } = useAuthor();
  const decide = useAction((client, person: { readonly author: string; readonly comment: string }) => {
    const input = { model: versionId(model), ...person };
    return isArchived ? client.models.restore(input) : client.models.archive(input);
  });
  const act = `${isArchived ? 'Restore' : 'Archive'} ${versionName(model)}`;
  return (
    <PersonDialog
      title={act}
      act={act}
      reason={{ label: 'Why', isNeeded: false }}
      problem={decide.problem}
      isPending={decide.isPending}
      onClose={onClose}
      onDone={(person) => {
        remember(person.author);
        decide.mutate(person, { onSuccess: onClose });
      }}
    >
      <p className="q">
        {isArchived
          ? 'It becomes a candidate again and can be promoted.'
          : 'It is set aside: nothing of it is deleted, and it can be restored or promoted later.'}
      </p>
    </PersonDialog>
  );
}
