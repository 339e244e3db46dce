import type { ModelSummary } from '../../../shared/contract/models.ts';
import { type ModelDecision, stageOf } from '../../../shared/domain/model-stage.ts';
import { hashOf } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';
import { NodeMark, Panel } from '../../ui/index.ts';
import { isSame } from './evidence.ts';
import { momentWords, stageNodes, stageWords, versionId, versionName } from './words.ts';

/** Every version with its stage, the newest first. */
export function VersionsPanel({
  models,
  decisions,
  selected,
}: {
  readonly models: readonly ModelSummary[];
  readonly decisions: readonly ModelDecision[];
  readonly selected: ModelSummary;
}) {
  const newestFirst = models.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return (
    <Panel title="Versions" meta={`${models.length} in all`} inside="flush-scroll" className="mo-versions">
      <ul className="mo-vers">
        {newestFirst.map((model) => {
          const stage = stageOf(decisions, { model: model.name, modelVersion: model.version });
          const isChosen = isSame(model, selected);
          return (
            <li key={versionId(model)} className={isChosen ? 'on' : ''}>
              <a
                href={hashOf({ screen: 'models', parameters: { model: versionId(model) } })}
                {...(isChosen ? { 'aria-current': 'true' as const } : {})}
              >
                <NodeMark state={stageNodes[stage]} />
                <span>
                  <b>{versionName(model)}</b> {stageWords[stage]}
                  <span className="s q">
                    {originOf(model)}
                    <span className="hide-narrow">; {momentWords(model.createdAt)}</span>
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      <Helpers />
    </Panel>
  );
}

/** Not models of the case: they propose boxes and do nothing else. */
function Helpers() {
  const { data } = useEngine(['models.helpers'], (client) => client.models.helpers());
  if (!data || data.length === 0) return null;
  return (
    <section className="mo-helpers" aria-label="Helpers">
      <b>Helpers</b> <span className="s q">only pre-label, never promoted</span>
      <ul className="s q">
        {data.map((helper) => (
          <li key={versionId(helper)}>
            {versionName(helper)}, {momentWords(helper.createdAt)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function originOf({ runId, card }: ModelSummary): string {
  const dataset = card.dataset ? `${card.dataset.name} v${card.dataset.version}` : null;
  if (runId === null) return dataset === null ? 'imported' : `imported, from ${dataset}`;
  return dataset === null ? runId : `${runId}, ${dataset}`;
}
