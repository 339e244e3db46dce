import type { LiveFrame } from '../../../shared/contract/station.ts';
import { Panel, useGeometry } from '../../ui/index.ts';
import { latencyParts, quantile } from './words.ts';

/** Where the time of a frame went, beside the slowest of the last frames. */
export function LatencyPanel({
  frame,
  history,
}: {
  readonly frame: LiveFrame;
  readonly history: readonly LiveFrame[];
}) {
  const parts = latencyParts(frame);
  const totals = history.map(({ timingsMs }) => timingsMs.total).filter((ms) => ms !== undefined);
  const total = frame.timingsMs.total ?? null;
  const p95 = quantile(totals, 0.95, 20);
  const longest = Math.max(1, ...totals);
  return (
    <Panel
      title={total === null ? 'Latency' : `Latency ${total.toFixed(0)} ms`}
      meta={p95 === null ? '' : `95 % of the last ${totals.length} within ${p95.toFixed(0)} ms`}
    >
      {total === null ? (
        <p className="q">The station gave no verdict on this frame.</p>
      ) : (
        <>
          <div
            className="lbar"
            role="img"
            aria-label={parts.map(({ part, ms }) => `${part} ${ms.toFixed(0)} ms`).join(', ')}
          >
            {parts.map(({ part, ms }, at) => (
              <Part key={part} share={ms / longest} at={at} />
            ))}
          </div>
          <ol className="lleg s">
            {parts.map(({ part, ms }, at) => (
              <li key={part}>
                <span className="q">{at + 1}</span> {part} <b>{ms < 10 ? ms.toFixed(1) : ms.toFixed(0)}</b>
              </li>
            ))}
            <li>
              with file and answer <b>{frame.roundTripMs.toFixed(0)}</b>
            </li>
          </ol>
        </>
      )}
    </Panel>
  );
}

function Part({ share, at }: { readonly share: number; readonly at: number }) {
  const part = useGeometry<HTMLElement>({ width: `${share * 100}%` });
  return (
    <i ref={part} className={at % 2 === 0 ? 'dk' : 'lt'}>
      {share > 0.06 ? at + 1 : ''}
    </i>
  );
}
