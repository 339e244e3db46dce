import { axisOf } from './ticks.ts';

/** Values from `from` up to `to` (the last bin: including it). */
export type Bin = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Lies outside of what is usual: ochre, and said so in words. */
  readonly isOutlier?: boolean;
  /** The part that a filter or selection keeps, drawn strong over the whole. */
  readonly selected?: number;
};

/** Bins of equal width on round limits that hold all values; `count` of them at most. */
export function binsOf(values: readonly number[], count = 24): Bin[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [];
  const { min, max } = axisOf(finite);
  const width = (max - min) / count;
  const counts = new Array<number>(count).fill(0);
  for (const value of finite) {
    const at = Math.max(0, Math.min(count - 1, Math.floor((value - min) / width)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((n, at) => ({ from: min + at * width, to: min + (at + 1) * width, count: n }));
}
