import type { AveragePrecisionFormula } from '../domain/evaluation.ts';
import { seededRandom } from '../domain/random.ts';
import { averagePrecision } from './average-precision.ts';
import { percentileInterval } from './block-bootstrap.ts';
import { recallPoints } from './linspace.ts';
import type { RankedClass } from './ranked-set.ts';
import { curveReader } from './weighted-curve.ts';

export type PrecisionRecallBand = {
  /** 95 % percentile interval of the precision at each of the 101 recall points. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly averagePrecision: { readonly low: number; readonly high: number };
  readonly replicates: number;
};

/**
 * What of a curve is chance: the block bootstrap of `blockBootstrap`, the same draws for the same seed, read at the 101 recall points
 * at the first IoU threshold of the ranking. A generator, so that a page can draw a few replicates at a time: it yields their number
 * so far after each. A replicate without a label of the class is drawn but not counted.
 */
export function* precisionRecallBand(
  ranked: RankedClass,
  options: { readonly formula: AveragePrecisionFormula; readonly seed: number; readonly replicates: number },
): Generator<number, PrecisionRecallBand> {
  const { formula, seed, replicates } = options;
  const blocks = ranked.labelsPerBlock.length;
  const random = seededRandom(seed);
  const weights = new Uint32Array(blocks);
  const read = curveReader(ranked);
  const precisions = recallPoints.map(() => new Float64Array(replicates).fill(Number.NaN));
  const areas = new Float64Array(replicates).fill(Number.NaN);
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0);
    for (let draw = 0; draw < blocks; draw++) weights[Math.floor(random() * blocks)]++;
    const curves = read(weights);
    if (curves.labels > 0) {
      const curve = curves.curveAt(0);
      areas[replicate] = averagePrecision(formula, curve);
      let place = 0;
      recallPoints.forEach((recall, point) => {
        while (place < curve.count && curve.recalls[place] < recall) place++;
        precisions[point][replicate] = place < curve.count ? curve.envelope[place] : 0;
      });
    }
    yield replicate + 1;
  }
  const intervals = precisions.map((values) => percentileInterval(values));
  return {
    low: Float64Array.from(intervals, ({ low }) => low),
    high: Float64Array.from(intervals, ({ high }) => high),
    averagePrecision: percentileInterval(areas),
    replicates,
  };
}
