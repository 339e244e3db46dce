import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import { hashOf } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';
import { NodeMark, Panel } from '../../ui/index.ts';
import { shortHash, versionName } from './words.ts';

/** Where a model comes from, step by step, each a link. */
export function LineagePanel({
  model,
  evaluations,
}: {
  readonly model: ModelSummary;
  readonly evaluations: readonly EvaluationSummary[];
}) {
  const { card, runId } = model;
  const { data: run } = useEngine(
    ['runs.get', runId],
    (client) => client.runs.get({ runId: runId ?? '' }),
    runId !== null,
  );
  const own = evaluations.filter((one) => one.model === model.name && one.modelVersion === model.version);
  return (
    <Panel title={`Where ${versionName(model)} comes from`}>
      <ol className="mo-lin">
        {card.dataset ? (
          <li>
            <NodeMark state="fresh" />
            <span>
              <a
                href={hashOf({
                  screen: 'datasets',
                  parameters: { dataset: `${card.dataset.name}@${card.dataset.version}` },
                })}
              >
                Dataset {card.dataset.name} v{card.dataset.version}
              </a>
              <span className="mono s q">{shortHash(card.dataset.hash)}</span>
            </span>
          </li>
        ) : (
          <li>
            <NodeMark state="empty" />
            <span>
              Trained elsewhere
              <span className="s q">on which pictures is not known</span>
            </span>
          </li>
        )}
        {runId === null ? (
          <li>
            <NodeMark state="empty" />
            <span>
              Imported
              <span className="s q">{card.licence === null ? 'licence not stated' : `licence: ${card.licence}`}</span>
            </span>
          </li>
        ) : (
          <li>
            <NodeMark state="fresh" />
            <span>
              <a href={hashOf({ screen: 'train', parameters: { run: runId } })}>Run {runId.replace(/^run-/, '')}</a>
              <span className="s q">{run ? `${run.epochs ?? '?'} epochs, best at ${run.bestEpoch ?? '?'}` : ''}</span>
            </span>
          </li>
        )}
        {own.slice(0, 4).map((evaluation) => (
          <li key={evaluation.id}>
            <NodeMark state="fresh" />
            <span>
              <a href={hashOf({ screen: 'validate', parameters: { evaluation: String(evaluation.id) } })}>
                Evaluation on {evaluation.role} of {evaluation.dataset} v{evaluation.datasetVersion}
              </a>
              <span className="s q">
                {evaluation.figures.images} images
                {evaluation.testLooks > 0 ? `, look ${evaluation.testLooks} at it` : ''}
              </span>
            </span>
          </li>
        ))}
        <li>
          <NodeMark state={own.length === 0 ? 'stale' : 'fresh'} />
          <span>
            <b>Model {versionName(model)}</b>
            <span className="mono s q">{shortHash(model.sha256)}</span>
          </span>
        </li>
      </ol>
    </Panel>
  );
}
