import type { KeyboardEvent, PointerEvent } from 'react';
import type { LiveFrame } from '../../../shared/contract/station.ts';
import { Panel } from '../../ui/index.ts';

const places = 60;
/** The plot's own units: one column a frame, a hundred rows. */
const columnWidth = 10;
const rows = 100;

/** The last frames: verdicts as bars (filled, empty, hatched), latency below them. Chosen by click or arrows. */
export function HistoryPanel({
  history,
  selected,
  onSelect,
}: {
  readonly history: readonly LiveFrame[];
  readonly selected: number | null;
  readonly onSelect: (serial: number | null) => void;
}) {
  const at = history.findIndex(({ serial }) => serial === selected);
  const last = history.length - 1;
  const choose = (index: number) => {
    const kept = Math.max(0, Math.min(last, index));
    onSelect(kept === last ? null : (history[kept]?.serial ?? null));
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowDown: at - 1,
      ArrowUp: at + 1,
      PageDown: at - 10,
      PageUp: at + 10,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    choose(Math.floor(((event.clientX - left) / width) * places) - (places - history.length));
  };
  const highest = ceiling(Math.max(0, ...history.map(totalOf)));
  const of = (verdict: LiveFrame['verdict']) => history.filter((frame) => frame.verdict === verdict).length;
  return (
    <Panel
      title={`Last ${history.length} frames`}
      meta={
        <span className="row lv-key">
          <span className="key">
            <i className="hp" />
            PRESENT {of('PRESENT')}
          </span>
          <span className="key">
            <i className="ha" />
            ABSENT {of('ABSENT')}
          </span>
          <span className="key">
            <i className="hatch-box" />
            UNKNOWN {of('UNKNOWN')}
          </span>
          <span className="key hide-narrow">below: latency, the newest at the right</span>
        </span>
      }
      className="lv-history"
      inside="flush"
    >
      <div className="lv-plot">
        <span className="lv-tick upper s q">{highest} ms</span>
        <span className="lv-tick lower s q">0</span>
        <div
          className="lv-strip"
          role="slider"
          tabIndex={0}
          aria-label="Frame"
          aria-valuemin={1}
          aria-valuemax={Math.max(1, history.length)}
          aria-valuenow={Math.max(1, at + 1)}
          aria-valuetext={wordsOf(history[at])}
          onKeyDown={onKey}
          onPointerDown={onPointer}
        >
          <svg viewBox={`0 0 ${places * columnWidth} ${rows}`} preserveAspectRatio="none" aria-hidden="true">
            <path className="lv-axis" d={`M0 40H${places * columnWidth}M0 ${rows - 1}H${places * columnWidth}`} />
            {history.map((frame, index) => (
              <Frame
                key={frame.serial}
                frame={frame}
                x={(places - history.length + index) * columnWidth}
                highest={highest}
                isSelected={frame.serial === selected}
              />
            ))}
          </svg>
        </div>
      </div>
    </Panel>
  );
}

function Frame({
  frame,
  x,
  highest,
  isSelected,
}: {
  readonly frame: LiveFrame;
  readonly x: number;
  readonly highest: number;
  readonly isSelected: boolean;
}) {
  const total = totalOf(frame);
  const y = rows - 3 - (total / highest) * (rows - 46);
  return (
    <>
      {isSelected ? <rect className="lv-at" x={x} y={0} width={columnWidth} height={rows} /> : null}
      <rect className={`lv-bar ${frame.verdict.toLowerCase()}`} x={x + 1.5} y={3} width={columnWidth - 3} height={26} />
      {total > 0 ? <path className="lv-point" d={`M${x + columnWidth / 2} ${y}h0`} /> : null}
    </>
  );
}

function totalOf({ timingsMs }: LiveFrame): number {
  return timingsMs.total ?? 0;
}

/** A round number of ms at or above `ms`. */
function ceiling(ms: number): number {
  return [20, 50, 100, 200, 500, 1000, 2000, 5000].find((step) => ms <= step) ?? Math.ceil(ms / 1000) * 1000;
}

function wordsOf(frame: LiveFrame | undefined): string {
  if (!frame) return 'none yet';
  const total = totalOf(frame);
  return `frame ${frame.serial}, ${frame.verdict}${total > 0 ? `, ${total.toFixed(0)} ms` : ''}, ${frame.name}`;
}
