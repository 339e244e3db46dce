import { useGeometry } from './progress.tsx';

/** An estimate with its 95 % interval on a line, and a target as a black mark. All in the unit of `from` and `to`, the line's ends. */
export function IntervalLine({
  value,
  low,
  high,
  target,
  from,
  to,
  isOpen = false,
  label,
}: {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly target?: number;
  readonly from: number;
  readonly to: number;
  readonly isOpen?: boolean;
  readonly label: string;
}) {
  const at = (x: number) => `${Math.max(0, Math.min(1, (x - from) / (to - from))) * 100}%`;
  const hasInterval = low !== null && high !== null;
  const whisker = useGeometry<HTMLElement>(hasInterval ? { left: at(low), right: `calc(100% - ${at(high)})` } : {});
  const point = useGeometry<HTMLElement>({ left: at(value) });
  const mark = useGeometry<HTMLElement>(target === undefined ? {} : { left: at(target) });
  return (
    <div className="ivl" role="img" aria-label={label}>
      {hasInterval ? <i ref={whisker} className={isOpen ? 'b' : ''} /> : null}
      <u ref={point} className={isOpen ? 'b' : ''} />
      {target === undefined ? null : <s ref={mark} />}
    </div>
  );
}

/** A value inside its band: bar with the band shaded and a black mark; outside, the mark is ochre (and the words say so). */
export function BandLine({
  value,
  low,
  high,
  from,
  to,
  label,
}: {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}) {
  const at = (x: number) => `${Math.max(0, Math.min(1, (x - from) / (to - from))) * 100}%`;
  const band = useGeometry<HTMLElement>({ left: at(low), right: `calc(100% - ${at(high)})` });
  const mark = useGeometry<HTMLElement>({ left: at(value) });
  return (
    <div className={`rng${value < low || value > high ? ' bad' : ''}`} role="img" aria-label={label}>
      <i ref={band} />
      <u ref={mark} />
    </div>
  );
}
