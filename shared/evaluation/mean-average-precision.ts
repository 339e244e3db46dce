import type { AveragePrecisionFormula } from '../domain/evaluation.ts';
import { averagePrecision } from './average-precision.ts';
import { iouThresholds } from './linspace.ts';
import type { RankedSet } from './ranked-set.ts';
import { type ClassCurves, curveReader } from './weighted-curve.ts';

export type ClassAveragePrecision = { readonly classIndex: number; readonly at50: number; readonly at5095: number };

export type MeanAveragePrecision = {
  /** Means over the classes with ground truth; null when no class has any. */
  readonly map50: number | null;
  readonly map5095: number | null;
  /** Only the classes with ground truth: one without labels has no recall and enters no mean. */
  readonly classes: readonly ClassAveragePrecision[];
};

export function meanAveragePrecision(set: RankedSet, formula: AveragePrecisionFormula = 'coco'): MeanAveragePrecision {
  return weightedMeanAveragePrecision(set, formula)(new Uint32Array(set.blockKeys.length).fill(1));
}

/** The same with each block counted as often as its weight says; made once, called for every replicate of a bootstrap. */
export function weightedMeanAveragePrecision(
  set: RankedSet,
  formula: AveragePrecisionFormula,
): (weights: Uint32Array) => MeanAveragePrecision {
  const readers = set.classes
    .filter((ranked) => ranked.labels > 0)
    .map((ranked) => ({ classIndex: ranked.classIndex, read: curveReader(ranked) }));
  return (weights) => {
    const classes: ClassAveragePrecision[] = [];
    for (const { classIndex, read } of readers) {
      const curves = read(weights);
      if (curves.labels > 0) classes.push({ classIndex, ...averagePrecisionsOf(curves, formula) });
    }
    return {
      map50: mean(classes.map((figures) => figures.at50)),
      map5095: mean(classes.map((figures) => figures.at5095)),
      classes,
    };
  };
}

function averagePrecisionsOf(curves: ClassCurves, formula: AveragePrecisionFormula): { at50: number; at5095: number } {
  let at50 = 0;
  let sum = 0;
  for (let threshold = 0; threshold < iouThresholds.length; threshold++) {
    const area = averagePrecision(formula, curves.curveAt(threshold));
    if (threshold === 0) at50 = area;
    sum += area;
  }
  return { at50, at5095: sum / iouThresholds.length };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
