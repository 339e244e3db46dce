import type { Curve } from './average-precision.ts';
import type { RankedClass } from './ranked-set.ts';

/**
 * The curves of one ranked class when each block counts as often as `weights` says (all 1: the set as it is). A block drawn twice
 * puts equal entries side by side, so counting is enough and nothing is copied or sorted again. Buffers are reused: a curve is
 * valid until the next one is asked for.
 */
export function curveReader(ranked: RankedClass): (weights: Uint32Array) => ClassCurves {
  const size = ranked.masks.length;
  const seen = new Float64Array(size);
  const recalls = new Float64Array(size);
  const envelope = new Float64Array(size);
  // Behind the last true positive nothing but the total is needed, and most detections of low confidence lie there.
  const end = 1 + Math.max(-1, ...ranked.truePositives.map((places) => places.at(-1) ?? -1));
  const behind = new Float64Array(ranked.labelsPerBlock.length);
  for (let place = end; place < size; place++) behind[ranked.blocks[place]]++;

  return (weights) => {
    let labels = 0;
    let total = 0;
    for (let block = 0; block < weights.length; block++) labels += weights[block] * ranked.labelsPerBlock[block];
    for (let place = 0; place < end; place++) {
      total += weights[ranked.blocks[place]];
      seen[place] = total;
    }
    for (let block = 0; block < weights.length; block++) total += weights[block] * behind[block];

    const curveAt = (threshold: number): Curve => {
      let found = 0;
      let count = 0;
      for (const place of ranked.truePositives[threshold]) {
        const weight = weights[ranked.blocks[place]];
        if (weight === 0) continue;
        found += weight;
        recalls[count] = found / labels;
        envelope[count] = found / seen[place];
        count++;
      }
      for (let index = count - 2; index >= 0; index--) {
        if (envelope[index] < envelope[index + 1]) envelope[index] = envelope[index + 1];
      }
      return { count, recalls, envelope, lastPrecision: total === 0 ? 0 : found / total };
    };
    return { labels, curveAt };
  };
}

export type ClassCurves = {
  readonly labels: number;
  /** By index of the IoU threshold, 0..9. */
  readonly curveAt: (threshold: number) => Curve;
};
