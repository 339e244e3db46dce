import { intersectionOverUnion } from '../geometry/boxes.ts';
import { detectionAt, detectionRowLength, labelAt, labelRowLength, type MatchTable } from './match-table.ts';

/**
 * Every detection and label of one image that overlap at all, whatever their classes: image after image, in each in the order in which
 * `confusionMatrix` takes them. Neither confidence nor IoU changes that order, so it is made once for a table.
 */
export type ConfusionPairs = {
  /** Classes of the model, or more where a row names a higher one. */
  readonly classCount: number;
  /** Place of an image's first pair; one more entry than images. */
  readonly starts: Uint32Array;
  /** Rows of the table's `detections` and `labels`. */
  readonly detections: Uint32Array;
  readonly labels: Uint32Array;
  /** Intersection over union, above 0. */
  readonly overlaps: Float64Array;
};

type Pair = {
  readonly detection: number;
  readonly label: number;
  readonly overlap: number;
  readonly isSameClass: boolean;
};

/** `classCount`: classes the model knows. */
export function confusionPairs(table: MatchTable, classCount: number): ConfusionPairs {
  const { detectionStarts, labelStarts, images } = table;
  const starts = new Uint32Array(images.length + 1);
  const detections: number[] = [];
  const labels: number[] = [];
  const overlaps: number[] = [];
  images.forEach((_, image) => {
    const pairs: Pair[] = [];
    for (let label = labelStarts[image]; label < labelStarts[image + 1]; label++) {
      const truth = labelAt(table, label);
      for (let detection = detectionStarts[image]; detection < detectionStarts[image + 1]; detection++) {
        const found = detectionAt(table, detection);
        const overlap = intersectionOverUnion(found.box, truth.box);
        if (overlap === 0) continue;
        pairs.push({ detection, label, overlap, isSameClass: found.classIndex === truth.classIndex });
      }
    }
    for (const pair of pairs.sort(inOrderOfMatching)) {
      detections.push(pair.detection);
      labels.push(pair.label);
      overlaps.push(pair.overlap);
    }
    starts[image + 1] = detections.length;
  });
  return {
    classCount: Math.max(
      classCount,
      highest(table.detections, detectionRowLength) + 1,
      highest(table.labels, labelRowLength) + 1,
    ),
    starts,
    detections: Uint32Array.from(detections),
    labels: Uint32Array.from(labels),
    overlaps: Float64Array.from(overlaps),
  };
}

/** Rows stand in the order of the tie rule already, detections by descending confidence. */
function inOrderOfMatching(a: Pair, b: Pair): number {
  return (
    b.overlap - a.overlap ||
    a.detection - b.detection ||
    Number(b.isSameClass) - Number(a.isSameClass) ||
    a.label - b.label
  );
}

/** Highest class of rows that begin with one, -1 without a row. */
function highest(rows: Float64Array, rowLength: number): number {
  let most = -1;
  for (let at = 0; at < rows.length; at += rowLength) most = Math.max(most, rows[at]);
  return most;
}
