import type { ConfusionPairs } from './confusion-pairs.ts';
import { detectionRowLength, labelRowLength, type MatchTable } from './match-table.ts';

/** Class by class: what was labelled against what was predicted there. */
export type ConfusionMatrix = {
  readonly classCount: number;
  /** Boxes above this confidence are counted. */
  readonly threshold: number;
  readonly iouAtLeast: number;
  /**
   * Counts of boxes, row after row, each `classCount + 1` long. Row: class of the label, the last one nothing there. Column: class of
   * the detection, the last one missed. The corner of both is 0: nothing there and nothing predicted is no box.
   */
  readonly counts: Uint32Array;
  /** Per detection the row of the label it is laid against, -1: none, or its confidence is not above the threshold. */
  readonly labelOf: Int32Array;
  /** Per label the row of its detection, -1: missed. */
  readonly detectionOf: Int32Array;
};

/** One cell, by class; null labelled: nothing there, null predicted: missed. Never both. */
export type ConfusionCell = { readonly labelled: number | null; readonly predicted: number | null };

/**
 * The detection confusion matrix at one confidence (0..1, exclusive, compared as float32) and IoU threshold (0..1, inclusive, as
 * everywhere here).
 *
 * Rule: in each image, of all pairs of a detection and a label with IoU at or above the threshold, whatever their classes, take the one
 * that overlaps most, set both its boxes aside, and go on. Equal overlaps: the surer detection first (a network that gives one box two
 * classes is taken at its surer word), then the label of the detection's own class, then the tie rule. A pair counts in (class of the
 * label, class of the detection), a label left over in (its class, missed), a detection left over in (nothing there, its class).
 *
 * Source: the matrix of the YOLO family (`ConfusionMatrix.process_batch` of YOLOv5, after K. Anakan, object_detection_confusion_matrix):
 * pairs of any class sorted by IoU, each box used once. It differs in three points: there the IoU must exceed the threshold; there a
 * detection that loses its best label is never laid against its second best; there equal overlaps fall as the sort leaves them.
 *
 * Worked example, IoU 0.50, confidence 0.25. Labels: a patch A, a scratch B, a patch C far off. Detections: scratch 0.9 over A at IoU
 * 0.8, patch 0.6 over A at 0.7, scratch 0.5 over B at 0.6, patch 0.4 over nothing, patch 0.2 over C. A goes to the scratch at 0.8, so
 * the patch over it finds nothing; B to the scratch at 0.6; C is missed, because 0.2 is no prediction here.
 *
 * | labelled \ predicted | patch | scratch | missed |
 * | --- | --- | --- | --- |
 * | patch | 0 | 1 | 1 |
 * | scratch | 0 | 1 | 0 |
 * | nothing there | 2 | 0 | |
 *
 * Rows sum to the labels, columns to the detections above the confidence. The counts are not those of TP, FP and FN, which are matched
 * class by class (`matchAgain`): there the patch at 0.7 finds A.
 */
export function confusionMatrix(
  table: MatchTable,
  pairs: ConfusionPairs,
  { iouAtLeast, threshold }: { readonly iouAtLeast: number; readonly threshold: number },
): ConfusionMatrix {
  const { detectionStarts, labelStarts, confidences, images } = table;
  const { classCount } = pairs;
  const limit = Math.fround(threshold);
  const labelOf = new Int32Array(confidences.length).fill(-1);
  const detectionOf = new Int32Array(labelStarts[images.length]).fill(-1);
  for (let image = 0; image < images.length; image++) {
    for (let pair = pairs.starts[image]; pair < pairs.starts[image + 1]; pair++) {
      if (pairs.overlaps[pair] < iouAtLeast) break;
      const detection = pairs.detections[pair];
      const label = pairs.labels[pair];
      if (labelOf[detection] !== -1 || detectionOf[label] !== -1 || confidences[detection] <= limit) continue;
      labelOf[detection] = label;
      detectionOf[label] = detection;
    }
  }
  const counts = new Uint32Array((classCount + 1) ** 2);
  const count = (labelled: number, predicted: number) => counts[labelled * (classCount + 1) + predicted]++;
  for (let label = 0; label < detectionOf.length; label++) {
    const detection = detectionOf[label];
    count(labelClass(table, label), detection === -1 ? classCount : detectionClass(table, detection));
  }
  for (let image = 0; image < images.length; image++) {
    for (let row = detectionStarts[image]; row < detectionStarts[image + 1] && confidences[row] > limit; row++) {
      if (labelOf[row] === -1) count(classCount, detectionClass(table, row));
    }
  }
  return { classCount, threshold, iouAtLeast, counts, labelOf, detectionOf };
}

/** How many boxes lie in a cell. */
export function confusionCount(
  { counts, classCount }: ConfusionMatrix,
  { labelled, predicted }: ConfusionCell,
): number {
  return counts[(labelled ?? classCount) * (classCount + 1) + (predicted ?? classCount)] ?? 0;
}

/** The images (rows of `table.images`) that hold a box of this cell. */
export function imagesOfCell(table: MatchTable, matrix: ConfusionMatrix, cell: ConfusionCell): Set<number> {
  const found = new Set<number>();
  for (let image = 0; image < table.images.length; image++) if (isIn(table, matrix, cell, image)) found.add(image);
  return found;
}

function isIn(table: MatchTable, matrix: ConfusionMatrix, { labelled, predicted }: ConfusionCell, image: number) {
  if (labelled === null) {
    const limit = Math.fround(matrix.threshold);
    const end = table.detectionStarts[image + 1];
    for (let row = table.detectionStarts[image]; row < end && table.confidences[row] > limit; row++) {
      if (matrix.labelOf[row] === -1 && detectionClass(table, row) === predicted) return true;
    }
    return false;
  }
  for (let label = table.labelStarts[image]; label < table.labelStarts[image + 1]; label++) {
    if (labelClass(table, label) !== labelled) continue;
    const detection = matrix.detectionOf[label];
    if ((detection === -1 ? null : detectionClass(table, detection)) === predicted) return true;
  }
  return false;
}

function detectionClass({ detections }: MatchTable, row: number): number {
  return detections[row * detectionRowLength];
}

function labelClass({ labels }: MatchTable, row: number): number {
  return labels[row * labelRowLength];
}
