import { assertNever } from '../domain/assert-never.ts';
import type { AveragePrecisionFormula } from '../domain/evaluation.ts';
import { recallPoints } from './linspace.ts';

/**
 * A precision-recall curve reduced to the ends of its runs of true positives, in order of descending confidence: `recalls` rises,
 * `envelope[i]` is the highest precision at or after the i-th. False positives between them change neither: they leave the recall
 * where it is and lower the precision, which the envelope hides. `lastPrecision`: the precision over all detections.
 */
export type Curve = {
  readonly count: number;
  readonly recalls: Float64Array;
  readonly envelope: Float64Array;
  readonly lastPrecision: number;
};

/**
 * Area under the curve, 0..1, by one of three named formulas.
 * - `coco` (pycocotools): mean, over 101 recall points, of the envelope at the first point of the curve whose recall is not below it.
 * - `ultralytics` (8.4 on) and `ultralytics-legacy`: numpy.interp of the envelope between sentinels, then the trapezoid rule over
 *   the same 101 points. Between its points the interpolated curve is flat; beyond the last it is 0, or, in the legacy
 *   formula, falls in a line from the last precision to 0 at recall 1. Where a recall point meets one of them exactly,
 *   numpy.interp takes the side after it.
 * A perfect detector gives 1.000, 0.995, 0.995; 90 % recall without a false positive 0.901, 0.895, 0.950.
 */
export function averagePrecision(formula: AveragePrecisionFormula, curve: Curve): number {
  if (curve.count === 0) return 0;
  switch (formula) {
    case 'coco':
      return cocoArea(curve);
    case 'ultralytics':
      return trapezoid(curve, () => 0);
    case 'ultralytics-legacy': {
      const lastRecall = curve.recalls[curve.count - 1];
      const slope = -curve.lastPrecision / (1 - lastRecall);
      return trapezoid(curve, (recall) => (recall >= 1 ? 0 : slope * (recall - lastRecall) + curve.lastPrecision));
    }
    default:
      return assertNever(formula);
  }
}

function cocoArea({ count, recalls, envelope }: Curve): number {
  let sum = 0;
  let place = 0;
  for (const recall of recallPoints) {
    while (place < count && recalls[place] < recall) place++;
    if (place === count) break;
    sum += envelope[place];
  }
  return sum / recallPoints.length;
}

function trapezoid({ count, recalls, envelope }: Curve, beyond: (recall: number) => number): number {
  let sum = 0;
  let place = 0;
  let previous = 0;
  recallPoints.forEach((recall, index) => {
    while (place < count && recalls[place] <= recall) place++;
    const value = place < count ? envelope[place] : beyond(recall);
    if (index > 0) sum += ((recall - recallPoints[index - 1]) * (value + previous)) / 2;
    previous = value;
  });
  return sum;
}
