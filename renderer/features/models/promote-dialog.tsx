import type { ModelSummary } from '../../../shared/contract/models.ts';
import { gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { useAction, useAuthor, useEngine, useGravestError } from '../../client/index.ts';
import { Icon } from '../../ui/index.ts';
import { againstWords, type Evidence, limitsOf } from './evidence.ts';
import { PersonDialog } from './person-dialog.tsx';
import { versionId, versionName } from './words.ts';

/** A person puts a model into production, with what is known of it before the eyes. */
export function PromoteDialog({
  model,
  current,
  evidence,
  onClose,
}: {
  readonly model: ModelSummary;
  readonly current: ModelSummary | null;
  readonly evidence: Evidence;
  readonly onClose: () => void;
}) {
  const { remember } = useAuthor();
  const promote = useAction((client, person: { readonly author: string; readonly comment: string }) =>
    client.models.promote({ model: versionId(model), ...person }),
  );
  const name = versionName(model);
  return (
    <PersonDialog
      title={`Promote ${name}`}
      act={`Promote ${name}`}
      reason={{ label: 'Why it goes into production', isNeeded: true }}
      problem={promote.problem}
      isPending={promote.isPending}
      onClose={onClose}
      onDone={(person) => {
        remember(person.author);
        promote.mutate(person, { onSuccess: onClose });
      }}
    >
      <p>
        {current
          ? `${name} takes the place of ${versionName(current)}, which is archived; a roll back brings it back in one action.`
          : `${name} becomes the first production model.`}
      </p>
      <Known model={model} evidence={evidence} />
    </PersonDialog>
  );
}

/** The figures as they are, and what they cannot say. */
function Known({ model, evidence: { own, current } }: { readonly model: ModelSummary; readonly evidence: Evidence }) {
  const { data: comparison } = useEngine(
    ['evaluations.compare', current?.id, own?.id],
    (client) => client.evaluations.compare({ first: current?.id ?? 0, second: own?.id ?? 0 }),
    own !== null && current !== null,
  );
  const gravest = useGravestError();
  if (own === null) {
    return (
      <div className="mo-known">
        <p className="row caution">
          <Icon name="i-alert" />
          {versionName(model)} was never evaluated here: nothing is known of how often it reports what is not there.
        </p>
      </div>
    );
  }
  const level = own.figures.imageLevel;
  return (
    <div className="mo-known">
      <b>
        What is known, on {own.role} of {own.dataset} v{own.datasetVersion}
      </b>
      <ul>
        {level
          ? gravestFirst(gravest, {
              'false-positive': <li key="false-positive">{level.falsePositives.sentence}</li>,
              miss: <li key="miss">{level.misses.sentence}</li>,
            })
          : null}
        {comparison && current
          ? gravestFirst(gravest, {
              'false-positive': (
                <li key="none-there">None there: {againstWords(comparison.falsePositives, current, own)}</li>
              ),
              miss: <li key="there">There: {againstWords(comparison.misses, current, own)}</li>,
            })
          : null}
        {model.card.decision.evidence ? <li className="q">Threshold: {model.card.decision.evidence}</li> : null}
      </ul>
      {[...limitsOf(own)].map((limit) => (
        <p key={limit} className="row caution">
          <Icon name="i-alert" />
          {limit}
        </p>
      ))}
    </div>
  );
}
