import type { Box, Detection } from '../domain/box.ts';
import type { EpisodeTruth, PlacementTolerance } from '../domain/evaluation.ts';
import { decideImage, isInPlace } from '../domain/verdict.ts';
import { intersectionOverUnion } from '../geometry/boxes.ts';
import { stableDescendingOrder } from './descending-order.ts';
import type { MatchingOrder } from './match-image.ts';
import { compareText } from './tie-order.ts';

/** What a stored evaluation says of one image beside its boxes. */
export type MatchedImageFacts = {
  readonly imageId: string;
  readonly blockKey: string;
  readonly episodeKey: string;
  readonly isTriggerFrame: boolean;
  /** What is true of the image; no threshold changes it. Null: the evaluation has no target class. */
  readonly truth: EpisodeTruth | null;
  /** Why the image has no verdict (dark, blurred, late); null: it has one. */
  readonly undecided: string | null;
  /** How many rows of `detections` and `labels` are this image's. */
  readonly detections: number;
  readonly labels: number;
};

/** Numbers of a row of `detections`: class, confidence, x_min, y_min, x_max, y_max. */
export const detectionRowLength = 6;
/** Numbers of a row of `labels`: class, x_min, y_min, x_max, y_max. */
export const labelRowLength = 5;

/** Every prediction (confidence above 0.001) and label of one evaluation. Boxes in source pixels. */
export type MatchColumns = {
  /** Ascending by image id. */
  readonly images: readonly MatchedImageFacts[];
  /** Rows of `detectionRowLength` numbers, image after image, in each by the tie rule (confidence descending). */
  readonly detections: Float64Array;
  /** Rows of `labelRowLength` numbers, image after image, in each by the tie rule. */
  readonly labels: Float64Array;
};

export type MatchTarget = {
  readonly targetClassIndex: number | null;
  readonly regionOfInterest: Box | null;
  readonly tolerance: PlacementTolerance | null;
};

/** The detections of one class by descending confidence, equal ones by the tie rule; parallel arrays. */
export type RankedRows = {
  readonly classIndex: number;
  /** Rows of `detections`. */
  readonly rows: Uint32Array;
  readonly confidences: Float64Array;
  readonly blocks: Uint32Array;
  readonly labels: number;
  readonly labelsPerBlock: Uint32Array;
};

/**
 * One evaluation, prepared once so that matching again at another confidence and IoU takes milliseconds: the overlaps are computed,
 * the rankings sorted, the score of each image found. Row i of a column belongs to image `imageOfDetection[i]`.
 */
export type MatchTable = MatchColumns & {
  readonly matching: MatchingOrder;
  /** Place of an image's first row; one more entry than images. */
  readonly detectionStarts: Uint32Array;
  readonly labelStarts: Uint32Array;
  /** As the network computes: what a threshold is compared with. */
  readonly confidences: Float32Array;
  /** Labels of the same class a detection overlaps at all: entries `pairStarts[i]` to `pairStarts[i + 1]`, by label. */
  readonly pairStarts: Uint32Array;
  readonly pairLabels: Uint32Array;
  readonly pairOverlaps: Float64Array;
  readonly blockKeys: readonly string[];
  readonly blockOfImage: Uint32Array;
  readonly ranked: readonly RankedRows[];
  readonly target: MatchTarget;
  /** Per image the highest confidence of the target class in the region of interest (0 without one), and whether that box is in its place. */
  readonly scores: Float64Array;
  readonly isInPlace: Uint8Array;
};

/** Throws when rows and counts do not belong together. */
export function buildMatchTable(columns: MatchColumns, target: MatchTarget, matching: MatchingOrder): MatchTable {
  const { images, detections, labels } = columns;
  const detectionStarts = startsOf(images.map((image) => image.detections));
  const labelStarts = startsOf(images.map((image) => image.labels));
  const count = images.length;
  const isWhole =
    detections.length === detectionRowLength * detectionStarts[count] &&
    labels.length === labelRowLength * labelStarts[count];
  if (!isWhole) throw new Error('The stored matches are not whole: rows are missing.');
  const blockKeys = [...new Set(images.map(({ blockKey }) => blockKey))].sort(compareText);
  const blocks = new Map(blockKeys.map((key, index) => [key, index]));
  const blockOfImage = Uint32Array.from(images, ({ blockKey }) => blocks.get(blockKey) ?? 0);
  return {
    ...columns,
    matching,
    target,
    detectionStarts,
    labelStarts,
    confidences: Float32Array.from({ length: detectionStarts[count] }, (_, row) => confidenceOf(columns, row)),
    blockKeys,
    blockOfImage,
    ...overlapPairs(columns, detectionStarts, labelStarts),
    ranked: rankRows(columns, detectionStarts, labelStarts, blockOfImage, blockKeys.length),
    ...imageScores(columns, detectionStarts, target),
  };
}

export function detectionAt({ detections }: Pick<MatchColumns, 'detections'>, row: number): Detection {
  const at = row * detectionRowLength;
  return { classIndex: detections[at], confidence: detections[at + 1], box: boxAt(detections, at + 2) };
}

export function labelAt({ labels }: Pick<MatchColumns, 'labels'>, row: number): { classIndex: number; box: Box } {
  const at = row * labelRowLength;
  return { classIndex: labels[at], box: boxAt(labels, at + 1) };
}

function boxAt(numbers: Float64Array, at: number): Box {
  return { xMin: numbers[at], yMin: numbers[at + 1], xMax: numbers[at + 2], yMax: numbers[at + 3] };
}

function confidenceOf({ detections }: MatchColumns, row: number): number {
  return detections[row * detectionRowLength + 1];
}

function startsOf(counts: readonly number[]): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, index) => {
    starts[index + 1] = starts[index] + count;
  });
  return starts;
}

function overlapPairs(columns: MatchColumns, detectionStarts: Uint32Array, labelStarts: Uint32Array) {
  const pairStarts = new Uint32Array(detectionStarts[columns.images.length] + 1);
  const pairLabels: number[] = [];
  const pairOverlaps: number[] = [];
  columns.images.forEach((_, image) => {
    const labels = rowsBetween(labelStarts, image).map((row) => ({ row, ...labelAt(columns, row) }));
    for (let row = detectionStarts[image]; row < detectionStarts[image + 1]; row++) {
      const { classIndex, box } = detectionAt(columns, row);
      for (const label of labels) {
        const overlap = label.classIndex === classIndex ? intersectionOverUnion(box, label.box) : 0;
        if (overlap === 0) continue;
        pairLabels.push(label.row);
        pairOverlaps.push(overlap);
      }
      pairStarts[row + 1] = pairLabels.length;
    }
  });
  return { pairStarts, pairLabels: Uint32Array.from(pairLabels), pairOverlaps: Float64Array.from(pairOverlaps) };
}

function rowsBetween(starts: Uint32Array, image: number): number[] {
  return Array.from({ length: starts[image + 1] - starts[image] }, (_, index) => starts[image] + index);
}

/** Classes with a label or a detection, ascending, as `rankMatches` ranks them. */
function rankRows(
  columns: MatchColumns,
  detectionStarts: Uint32Array,
  labelStarts: Uint32Array,
  blockOfImage: Uint32Array,
  blockCount: number,
): RankedRows[] {
  const drafts = new Map<number, { rows: number[]; blocks: number[]; labelsPerBlock: Uint32Array }>();
  const draftOf = (classIndex: number) => {
    let draft = drafts.get(classIndex);
    if (draft === undefined) {
      draft = { rows: [], blocks: [], labelsPerBlock: new Uint32Array(blockCount) };
      drafts.set(classIndex, draft);
    }
    return draft;
  };
  columns.images.forEach((_, image) => {
    for (let row = labelStarts[image]; row < labelStarts[image + 1]; row++) {
      draftOf(columns.labels[row * labelRowLength]).labelsPerBlock[blockOfImage[image]]++;
    }
    for (let row = detectionStarts[image]; row < detectionStarts[image + 1]; row++) {
      const draft = draftOf(columns.detections[row * detectionRowLength]);
      draft.rows.push(row);
      draft.blocks.push(blockOfImage[image]);
    }
  });
  return [...drafts]
    .sort(([a], [b]) => a - b)
    .map(([classIndex, { rows, blocks, labelsPerBlock }]) => {
      const confidences = Float64Array.from(rows, (row) => confidenceOf(columns, row));
      const order = stableDescendingOrder(confidences);
      return {
        classIndex,
        rows: order.map((place) => rows[place]),
        confidences: Float64Array.from(order, (place) => confidences[place]),
        blocks: order.map((place) => blocks[place]),
        labels: labelsPerBlock.reduce((sum, count) => sum + count, 0),
        labelsPerBlock,
      };
    });
}

function imageScores(columns: MatchColumns, detectionStarts: Uint32Array, target: MatchTarget) {
  const scores = new Float64Array(columns.images.length);
  const inPlace = new Uint8Array(columns.images.length);
  const { targetClassIndex, regionOfInterest, tolerance } = target;
  if (targetClassIndex !== null) {
    const rule = { targetClassIndex, regionOfInterest, tolerance, threshold: 0 };
    columns.images.forEach((_, image) => {
      const found = rowsBetween(detectionStarts, image).map((row) => detectionAt(columns, row));
      const { score, detection } = decideImage(found, rule);
      scores[image] = score;
      inPlace[image] = detection !== null && (tolerance === null || isInPlace(detection.box, tolerance)) ? 1 : 0;
    });
  }
  return { scores, isInPlace: inPlace };
}
