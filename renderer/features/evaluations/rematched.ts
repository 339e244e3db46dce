import type { OperatingPoint, PrecisionRecallCurve } from '../../../shared/domain/evaluation-figures.ts';
import type { GravestError } from '../../../shared/domain/gravest-error.ts';
import { averagePrecision } from '../../../shared/evaluation/average-precision.ts';
import { type ConfusionMatrix, confusionMatrix } from '../../../shared/evaluation/confusion-matrix.ts';
import { type ConfusionPairs, confusionPairs } from '../../../shared/evaluation/confusion-pairs.ts';
import { findImages, type ImageFinding, worstFirst } from '../../../shared/evaluation/image-findings.ts';
import { iouThresholds } from '../../../shared/evaluation/linspace.ts';
import type { MatchTable } from '../../../shared/evaluation/match-table.ts';
import { operatingPoints } from '../../../shared/evaluation/operating-point.ts';
import { precisionRecallCurve } from '../../../shared/evaluation/precision-recall-curve.ts';
import type { RankedClass, RankedSet } from '../../../shared/evaluation/ranked-set.ts';
import { type Matches, matchAgain, rankAgain } from '../../../shared/evaluation/rematch.ts';
import { blocksWithErrors } from '../../../shared/evaluation/telling-blocks.ts';
import { type TriesAtThreshold, triesAt } from '../../../shared/evaluation/tries-at.ts';
import { curveReader } from '../../../shared/evaluation/weighted-curve.ts';
import type { OpenedEvaluation } from './matches.ts';

/** What changes with the IoU alone. */
type MatchedAtIou = {
  readonly matches: Matches;
  readonly set: RankedSet;
  readonly blocksWithErrors: number;
};

/** One class at one IoU; no ranking without a label of it, and then no curve. */
type CurveOfClass = {
  readonly ranked: RankedClass | null;
  readonly curve: PrecisionRecallCurve | null;
  readonly averagePrecision: number | null;
};

/** One evaluation at one confidence and one IoU. */
export type Rematched = MatchedAtIou &
  CurveOfClass & {
    /** Of the curve. */
    readonly classIndex: number;
    readonly threshold: number;
    readonly findings: readonly ImageFinding[];
    readonly worstFirst: readonly ImageFinding[];
    /** All classes together. */
    readonly boxes: OperatingPoint;
    /** Of the class of the curve. */
    readonly operating: OperatingPoint | null;
    readonly tries: TriesAtThreshold | null;
    /** Class by class; null where the model knows one class only. */
    readonly confusion: ConfusionMatrix | null;
    readonly tookMs: number;
  };

/** Where a slider's value is one of the ten thresholds, exactly that one: 0.9 is 0.8999999999999999 in every evaluation. */
export function exactIou(value: number): number {
  return iouThresholds.find((threshold) => Math.abs(threshold - value) < 1e-9) ?? value;
}

const matchedAt = new WeakMap<MatchTable, MatchedAtIou>();

/** Moving the confidence matches nothing anew: only the last IoU of a table is kept. */
function atIou({ table }: OpenedEvaluation, iou: number): MatchedAtIou {
  const last = matchedAt.get(table);
  if (last?.matches.iouAtLeast === iou) return last;
  const matches = matchAgain(table, iou);
  const set = rankAgain(table, matches);
  const made: MatchedAtIou = { matches, set, blocksWithErrors: blocksWithErrors(set) };
  matchedAt.set(table, made);
  return made;
}

const curvesOf = new WeakMap<RankedSet, Map<number, CurveOfClass>>();

function curveOfClass({ summary }: OpenedEvaluation, set: RankedSet, classIndex: number): CurveOfClass {
  const known = curvesOf.get(set) ?? new Map<number, CurveOfClass>();
  curvesOf.set(set, known);
  const last = known.get(classIndex);
  if (last) return last;
  const ranked = set.classes.find((one) => one.classIndex === classIndex && one.labels > 0) ?? null;
  const everyBlockOnce = new Uint32Array(set.blockKeys.length).fill(1);
  const made: CurveOfClass = {
    ranked,
    curve: ranked && precisionRecallCurve(ranked),
    averagePrecision:
      ranked && averagePrecision(summary.figures.settings.formula, curveReader(ranked)(everyBlockOnce).curveAt(0)),
  };
  known.set(classIndex, made);
  return made;
}

const pairsOf = new WeakMap<MatchTable, ConfusionPairs>();

function confusionAt({ table, classes }: OpenedEvaluation, iouAtLeast: number, threshold: number) {
  if (classes.length < 2) return null;
  const pairs = pairsOf.get(table) ?? confusionPairs(table, classes.length);
  pairsOf.set(table, pairs);
  return confusionMatrix(table, pairs, { iouAtLeast, threshold });
}

/**
 * `curveClass`: name of the class whose curve is wanted; the target class, or the first, where there is none of this name. `gravest`: the
 * error that stands first among the worst.
 */
export function rematch(
  opened: OpenedEvaluation,
  threshold: number,
  iou: number,
  curveClass?: string,
  gravest?: GravestError,
): Rematched {
  const begun = performance.now();
  const { table, summary, classes } = opened;
  const matched = atIou(opened, iou);
  const wanted = curveClass === undefined ? -1 : classes.indexOf(curveClass);
  const classIndex =
    wanted !== -1 ? wanted : (table.target.targetClassIndex ?? matched.set.classes[0]?.classIndex ?? 0);
  const findings = findImages(table, matched.matches, threshold);
  const points = operatingPoints(matched.set, threshold);
  const boxes = points[0];
  if (boxes === undefined) throw new Error('the counts of all classes together come first');
  const tries = triesAt(table, threshold, {
    className: classes[table.target.targetClassIndex ?? 0] ?? 'object',
    seed: summary.figures.settings.seed,
  });
  return {
    ...matched,
    ...curveOfClass(opened, matched.set, classIndex),
    classIndex,
    threshold,
    findings,
    worstFirst: worstFirst(findings, threshold, gravest),
    boxes,
    operating: points.find((point) => point.classIndex === classIndex) ?? null,
    tries,
    confusion: confusionAt(opened, iou, threshold),
    tookMs: performance.now() - begun,
  };
}
