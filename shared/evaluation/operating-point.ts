import type { OperatingPoint } from '../domain/evaluation-figures.ts';
import { isAboveThreshold } from '../domain/verdict.ts';
import { ratio } from './measure.ts';
import type { RankedClass, RankedSet } from './ranked-set.ts';

/** Box counts at IoU 0.50 and confidence above tau: all classes together first, then each class with a label or a detection. */
export function operatingPoints(set: RankedSet, tau: number): OperatingPoint[] {
  const points = set.classes.map((ranked) => operatingPoint(ranked, tau));
  const sum = (key: 'truePositives' | 'falsePositives' | 'misses') =>
    points.reduce((total, point) => total + point[key], 0);
  return [pointAt(null, sum('truePositives'), sum('falsePositives'), sum('misses')), ...points];
}

function operatingPoint(ranked: RankedClass, tau: number): OperatingPoint {
  const above = countAbove(ranked, tau);
  const places = ranked.truePositives[0];
  let found = 0;
  while (found < places.length && places[found] < above) found++;
  return pointAt(ranked.classIndex, found, above - found, ranked.labels - found);
}

/** How many of the ranked detections have a confidence above tau. */
export function countAbove({ confidences }: RankedClass, tau: number): number {
  let low = 0;
  let high = confidences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAboveThreshold(confidences[middle], tau)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pointAt(
  classIndex: number | null,
  truePositives: number,
  falsePositives: number,
  misses: number,
): OperatingPoint {
  return {
    classIndex,
    truePositives,
    falsePositives,
    misses,
    precision: ratio(truePositives, truePositives + falsePositives, 'no detection'),
    recall: ratio(truePositives, truePositives + misses, 'no ground truth'),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + misses, 'no ground truth and no detection'),
  };
}
