import { z } from 'zod';

/**
 * What is odd about a picture or its boxes, by measures alone; a hint to look, never a verdict. All but `clipped`, `duplicate` and `other-size`
 * mean: far outside the rest of the same source (boxes: of the same class and source), see `outerFences`.
 */
export const qualityFlagSchema = z.enum([
  'dark',
  'bright',
  'low-contrast',
  'blurred',
  'clipped',
  'other-size',
  'duplicate',
  'box-size',
  'box-place',
]);
export type QualityFlag = z.infer<typeof qualityFlagSchema>;

/** From this share of pixels at level 0 or 255 on, grey levels of the scene are lost. */
export const clippedShareLimit = 0.02;

/** Fewer values than this say nothing about what is usual. */
const fewestValues = 20;

export type Fences = { readonly low: number; readonly high: number };

/**
 * Tukey's outer fences: three interquartile ranges beyond the quartiles (linear interpolation between order statistics). Of a normal
 * distribution 1 in 430,000 lies outside. Where more than half of the values are equal, a tenth of the value's own size stands in for
 * the range; under 20 values nothing is an outlier. `sorted` ascending.
 */
export function outerFences(sorted: ArrayLike<number>): Fences {
  if (sorted.length < fewestValues) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const range = q3 - q1 > 0 ? q3 - q1 : Math.max(Math.abs(q1) / 10, Number.EPSILON);
  return { low: q1 - 3 * range, high: q3 + 3 * range };
}

/** Linear interpolation between order statistics, as numpy's default; of an empty list NaN. `share` 0..1. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at - Math.floor(at));
}
