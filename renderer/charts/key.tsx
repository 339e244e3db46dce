import type { ReactNode } from 'react';

/**
 * How a line is drawn. `one`: this model, this run, solid; `other`: what it is held against, dashed; `third` and `fourth` only where several
 * runs lie over each other; `planned`: dotted; `reference`: short black dashes.
 */
export type LineLook = 'one' | 'other' | 'third' | 'fourth' | 'planned' | 'reference';

/** Dash patterns in px; lines are told apart by them before they are by shade. */
export const dashes: Readonly<Record<LineLook, readonly number[]>> = {
  one: [],
  other: [5, 3],
  third: [9, 3, 2, 3],
  fourth: [2, 4],
  planned: [1.5, 3],
  reference: [2, 2],
};

/** A piece of the line with its words; stands in the head of a chart, in place of a legend. */
export function LineKey({ look, children }: { readonly look: LineLook; readonly children: ReactNode }) {
  return (
    <span className="key">
      <svg viewBox="0 0 18 8" aria-hidden="true">
        <path className={`key-${look}`} d="M0 4H18" />
      </svg>
      <span className="cut">{children}</span>
    </span>
  );
}

/** A small chart's head and plot: title at the left, keys and the latest figures at the right. */
export function ChartBox({
  title,
  keys,
  children,
}: {
  readonly title: string;
  readonly keys?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="chart-box">
      <div className="chart-head">
        <b>{title}</b>
        {keys}
      </div>
      {children}
    </div>
  );
}
