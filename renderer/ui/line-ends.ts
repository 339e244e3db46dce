/** Round ends, so that lines side by side mostly have the same. */
const errorEnds = [0.2, 0.5, 1] as const;
const qualityStarts = [0.9, 0.8, 0.5] as const;

/** Where a line of errors (shares, from 0) ends so that none of these values (null: not known) lies beyond it. */
export function errorLineEnd(values: readonly (number | null)[]): number {
  const highest = Math.max(0, ...known(values));
  return errorEnds.find((end) => highest <= end) ?? 1;
}

/** Where a line of figures that are best at 1 begins so that none of these values lies before it or on its end. */
export function qualityLineStart(values: readonly (number | null)[]): number {
  const lowest = Math.min(1, ...known(values));
  return qualityStarts.find((start) => lowest > start) ?? 0;
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}
