import type { OperatingPoint, PrecisionRecallCurve } from '../../../shared/domain/evaluation-figures.ts';
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
export type MatchedAtIou = {
  readonly matches: Matches;
  readonly set: RankedSet;
  /** Of the target class, or of the first; null without a label of it: then there is no curve. */
  readonly ranked: RankedClass | null;
  readonly curve: PrecisionRecallCurve | null;
  readonly averagePrecision: number | null;
  readonly blocksWithErrors: number;
};

/** One evaluation at one confidence and one IoU. */
export type Rematched = MatchedAtIou & {
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
function atIou({ table, summary }: OpenedEvaluation, iou: number): MatchedAtIou {
  const last = matchedAt.get(table);
  if (last?.matches.iouAtLeast === iou) return last;
  const matches = matchAgain(table, iou);
  const set = rankAgain(table, matches);
  const wanted = table.target.targetClassIndex ?? set.classes[0]?.classIndex;
  const ranked = set.classes.find(({ classIndex, labels }) => classIndex === wanted && labels > 0) ?? null;
  const everyBlockOnce = new Uint32Array(set.blockKeys.length).fill(1);
  const made: MatchedAtIou = {
    matches,
    set,
    ranked,
    curve: ranked && precisionRecallCurve(ranked),
    averagePrecision:
      ranked && averagePrecision(summary.figures.settings.formula, curveReader(ranked)(everyBlockOnce).curveAt(0)),
    blocksWithErrors: blocksWithErrors(set),
  };
  matchedAt.set(table, made);
  return made;
}

const pairsOf = new WeakMap<MatchTable, ConfusionPairs>();

function confusionAt({ table, classes }: OpenedEvaluation, iouAtLeast: number, threshold: number) {
  if (classes.length < 2) return null;
  const pairs = pairsOf.get(table) ?? confusionPairs(table, classes.length);
  pairsOf.set(table, pairs);
  return confusionMatrix(table, pairs, { iouAtLeast, threshold });
}

export function rematch(opened: OpenedEvaluation, threshold: number, iou: number): Rematched {
  const begun = performance.now();
  const { table, summary, classes } = opened;
  const matched = atIou(opened, iou);
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
    threshold,
    findings,
    worstFirst: worstFirst(findings, threshold),
    boxes,
    operating: points.find(({ classIndex }) => classIndex === matched.ranked?.classIndex) ?? null,
    tries,
    confusion: confusionAt(opened, iou, threshold),
    tookMs: performance.now() - begun,
  };
}
