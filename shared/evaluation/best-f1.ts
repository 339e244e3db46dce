import { linspace } from './linspace.ts';
import { countAbove } from './operating-point.ts';
import type { RankedClass, RankedSet } from './ranked-set.ts';

/** Mean precision, recall and F1 over the classes with ground truth at one confidence, IoU 0.50. */
export type BestF1 = {
  readonly confidence: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
};

/**
 * The confidence, of 1,000 between 0 and 1, at which the mean F1 is highest (the lowest of equal ones): where trainers of this
 * family read the precision and recall they print in `results.csv`. Everywhere else the product uses the operating threshold.
 * All 0 when nothing is found.
 */
export function bestF1(set: RankedSet): BestF1 {
  const classes = set.classes.filter((ranked) => ranked.labels > 0);
  let best: BestF1 = { confidence: 0, precision: 0, recall: 0, f1: 0 };
  if (classes.length === 0) return best;
  for (const confidence of linspace(0, 1, 1000)) {
    const points = classes.map((ranked) => pointAt(ranked, confidence));
    const mean = (key: 'precision' | 'recall' | 'f1') =>
      points.reduce((sum, point) => sum + point[key], 0) / points.length;
    const f1 = mean('f1');
    if (f1 > best.f1) best = { confidence, precision: mean('precision'), recall: mean('recall'), f1 };
  }
  return best;
}

function pointAt(ranked: RankedClass, confidence: number): { precision: number; recall: number; f1: number } {
  const above = countAbove(ranked, confidence);
  const found = ranked.truePositives[0].findIndex((place) => place >= above);
  const truePositives = found === -1 ? ranked.truePositives[0].length : found;
  return {
    precision: above === 0 ? 0 : truePositives / above,
    recall: truePositives / ranked.labels,
    f1: (2 * truePositives) / (above + ranked.labels),
  };
}
