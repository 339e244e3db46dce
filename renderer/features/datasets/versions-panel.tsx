import type { DatasetSummary, Newer } from '../../../shared/contract/datasets.ts';
import { adjustRoute } from '../../app/navigation.ts';
import { NodeMark, Panel } from '../../ui/index.ts';
import { type Subject, versionId } from './subject.ts';
import { count, newerWords, shortDate } from './words.ts';

/** The draft and every version, newest first. */
export function VersionsPanel({
  datasets,
  draft,
  newer,
  shown,
}: {
  readonly datasets: readonly DatasetSummary[];
  readonly draft: { readonly name: string; readonly version: number; readonly images: number } | null;
  readonly newer: readonly (Newer & { readonly name: string; readonly version: number })[];
  readonly shown: Subject | null;
}) {
  const isDraft = shown?.kind === 'draft';
  return (
    <Panel title="Versions" meta={`${datasets.length} frozen`} inside="flush-scroll" className="versions">
      <ul className="vers">
        {draft ? (
          <Row
            id="draft"
            isOn={isDraft}
            node="stale"
            name={`${draft.name} v${draft.version}`}
            state="draft"
            facts={`${count(draft.images)} images, not frozen`}
          />
        ) : null}
        {datasets.map((dataset) => {
          const own = newer.find(({ name, version }) => name === dataset.name && version === dataset.version);
          const isStale = own !== undefined && newerWords(own) !== '';
          const images = Object.values(dataset.roles).reduce((sum, role) => sum + (role?.images ?? 0), 0);
          return (
            <Row
              key={dataset.id}
              id={versionId(dataset)}
              isOn={shown?.kind === 'frozen' && shown.summary.id === dataset.id}
              node={isStale ? 'stale' : own ? 'fresh' : 'empty'}
              name={`${dataset.name} v${dataset.version}`}
              state={isStale && own ? newerWords(own) : 'frozen'}
              facts={`${count(images)} images; ${shortDate(dataset.createdAt)}`}
            />
          );
        })}
      </ul>
    </Panel>
  );
}

function Row({
  id,
  isOn,
  node,
  name,
  state,
  facts,
}: {
  readonly id: string;
  readonly isOn: boolean;
  readonly node: 'fresh' | 'stale' | 'empty';
  readonly name: string;
  readonly state: string;
  readonly facts: string;
}) {
  return (
    <li className={isOn ? 'on' : undefined}>
      <button type="button" aria-pressed={isOn} onClick={() => adjustRoute({ dataset: id })}>
        <NodeMark state={node} />
        <span>
          <b>{name}</b> {state}
          <span className="s q">{facts}</span>
        </span>
      </button>
    </li>
  );
}
