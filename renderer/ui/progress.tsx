import { useLayoutEffect, useRef } from 'react';

/** Sets geometry that comes from data through CSSOM: the page's policy forbids style attributes in markup. */
export function useGeometry<E extends HTMLElement | SVGElement>(geometry: Readonly<Record<string, string>>) {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    for (const [name, value] of Object.entries(geometry)) ref.current?.style.setProperty(name, value);
  });
  return ref;
}

/** Done of total, as a bar with a name; `total` null: not known yet, hatched. */
export function Progress({
  label,
  done,
  total,
  isWaiting = false,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly isWaiting?: boolean;
}) {
  const share = total === null || total <= 0 ? null : Math.min(1, done / total);
  const bar = useGeometry<HTMLElement>({ width: `${(share ?? 1) * 100}%` });
  return (
    <div
      className={`prog${share === null || isWaiting ? ' halt' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
    >
      <i ref={bar} />
    </div>
  );
}
