import type { Curve } from './average-precision.ts';
import type { RankedClass } from './ranked-set.ts';

/**
 * The curves of one ranked class when each block counts as often as `weights` says (all 1: the set as it is). The copies of an
 * entry stand side by side in the ranking, so counting is enough and nothing is copied or sorted again. Precision rises along a run of true
 * positives without a false one between them, so the envelope needs only the end of each run, and its weight is a difference of
 * two running totals. Buffers are reused: a curve is valid until the next one is asked for.
 */
export function curveReader(ranked: RankedClass): (weights: Uint32Array) => ClassCurves {
  const { blocks, labelsPerBlock, truePositives } = ranked;
  const size = ranked.masks.length;
  // Behind the last true positive nothing but the total is needed, and most detections of low confidence lie there.
  const end = 1 + Math.max(-1, ...truePositives.map((places) => places.at(-1) ?? -1));
  const behind = new Float64Array(labelsPerBlock.length);
  for (let place = end; place < size; place++) behind[blocks[place]]++;
  const runs = truePositives.map(runsOf);
  const seen = new Float64Array(end + 1);
  const recalls = new Float64Array(Math.max(...runs.map((ends) => ends.length / 2)));
  const envelope = new Float64Array(recalls.length);

  return (weights) => {
    let labels = 0;
    let total = 0;
    for (let block = 0; block < weights.length; block++) {
      labels += weights[block] * labelsPerBlock[block];
      total += weights[block] * behind[block];
    }
    for (let place = 0; place < end; place++) seen[place + 1] = seen[place] + weights[blocks[place]];
    total += seen[end];

    const curveAt = (threshold: number): Curve => {
      const ends = runs[threshold];
      let found = 0;
      let count = 0;
      for (let run = 0; run < ends.length; run += 2) {
        const weight = seen[ends[run + 1]] - seen[ends[run]];
        if (weight === 0) continue;
        found += weight;
        recalls[count] = found / labels;
        envelope[count] = found / seen[ends[run + 1]];
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

/** Runs of neighbouring places, each as its first place and the one after its last. */
function runsOf(places: Uint32Array): Uint32Array {
  const runs: number[] = [];
  for (const place of places) {
    if (runs.length > 0 && runs[runs.length - 1] === place) runs[runs.length - 1] = place + 1;
    else runs.push(place, place + 1);
  }
  return Uint32Array.from(runs);
}

export type ClassCurves = {
  readonly labels: number;
  /** By index of the IoU threshold, 0..9. */
  readonly curveAt: (threshold: number) => Curve;
};
