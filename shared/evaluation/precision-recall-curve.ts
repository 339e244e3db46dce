import type { PrecisionRecallCurve } from '../domain/evaluation-figures.ts';
import { recallPoints } from './linspace.ts';
import type { RankedClass } from './ranked-set.ts';

/**
 * The curve of one class at IoU 0.50 at the 101 recall points: the envelope of the precision there (as formula `coco` reads it)
 * and the confidence down to which detections must be taken to reach that recall. Precision 0, confidence null: never reached.
 */
export function precisionRecallCurve(ranked: RankedClass): PrecisionRecallCurve {
  const places = ranked.truePositives[0];
  const envelope = Float64Array.from(places, (place, index) => (index + 1) / (place + 1));
  for (let index = envelope.length - 2; index >= 0; index--) {
    envelope[index] = Math.max(envelope[index], envelope[index + 1]);
  }
  let next = 0;
  const points = recallPoints.map((recall) => {
    while (next < places.length && (next + 1) / ranked.labels < recall) next++;
    if (next === places.length) return { recall, precision: 0, confidence: null };
    return { recall, precision: envelope[next], confidence: ranked.confidences[places[next]] };
  });
  return { classIndex: ranked.classIndex, points };
}
