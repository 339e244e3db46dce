import { readFileSync } from 'node:fs';
import type { AveragePrecisionFormula, EvaluationImage } from '../../shared/domain/evaluation.ts';
import { type MatchingOrder, matchImage } from '../../shared/evaluation/match-image.ts';
import { type MeanAveragePrecision, meanAveragePrecision } from '../../shared/evaluation/mean-average-precision.ts';
import { type RankedSet, rankMatches } from '../../shared/evaluation/ranked-set.ts';

/** `[class, x_min, y_min, x_max, y_max]` and `[class, confidence, x_min, y_min, x_max, y_max]`, source pixels. */
export type LabelRow = readonly [number, number, number, number, number];
export type DetectionRow = readonly [number, number, number, number, number, number];
export type ImageRows = {
  readonly id: string;
  readonly truth: readonly LabelRow[];
  readonly detections: readonly DetectionRow[];
};

export type ExpectedFigures = {
  readonly map50: number;
  readonly map5095: number;
  readonly classes: Readonly<Record<string, readonly [number, number]>>;
};
export type StoredSet = {
  readonly classes: readonly string[];
  readonly images: readonly ImageRows[];
  readonly expected: Readonly<Record<AveragePrecisionFormula, ExpectedFigures>>;
};

export const formulas: readonly AveragePrecisionFormula[] = ['coco', 'ultralytics', 'ultralytics-legacy'];

export function readStoredSet(path: string | URL): StoredSet {
  return JSON.parse(readFileSync(path, 'utf8')) as StoredSet;
}

/** One image per block and episode unless keys are given. */
export function evaluationImage(rows: ImageRows, keys: Partial<EvaluationImage> = {}): EvaluationImage {
  return {
    imageId: rows.id,
    blockKey: rows.id,
    episodeKey: rows.id,
    truth: rows.truth.map(([classIndex, xMin, yMin, xMax, yMax]) => ({ classIndex, box: { xMin, yMin, xMax, yMax } })),
    detections: rows.detections.map(([classIndex, confidence, xMin, yMin, xMax, yMax]) => ({
      classIndex,
      confidence,
      box: { xMin, yMin, xMax, yMax },
    })),
    ...keys,
  };
}

export function matchingFor(formula: AveragePrecisionFormula): MatchingOrder {
  return formula === 'coco' ? 'coco' : 'ultralytics';
}

export function ranked(images: readonly EvaluationImage[], order: MatchingOrder = 'coco'): RankedSet {
  return rankMatches(images.map((image) => ({ ...image, ...matchImage(image.truth, image.detections, order) })));
}

/** From rows to mean average precision in one step. */
export function meanAveragePrecisionOf(
  images: readonly ImageRows[],
  formula: AveragePrecisionFormula = 'coco',
): MeanAveragePrecision {
  return meanAveragePrecision(
    ranked(
      images.map((rows) => evaluationImage(rows)),
      matchingFor(formula),
    ),
    formula,
  );
}
