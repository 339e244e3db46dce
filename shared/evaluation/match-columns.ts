import type { ImageEvaluation } from '../domain/evaluation.ts';
import { detectionRowLength, labelRowLength, type MatchColumns } from './match-table.ts';
import { compareText } from './tie-order.ts';

/** The stored results of an evaluation as columns: what a page needs to match again, a tenth of the size of the text. */
export function matchColumnsOf(results: readonly ImageEvaluation[]): MatchColumns {
  const inOrder = results.toSorted((a, b) => compareText(a.imageId, b.imageId));
  const sum = (count: (image: ImageEvaluation) => number) => inOrder.reduce((total, image) => total + count(image), 0);
  const detections = new Float64Array(detectionRowLength * sum((image) => image.detections.length));
  const labels = new Float64Array(labelRowLength * sum((image) => image.labels.length));
  let detectionAt = 0;
  let labelAt = 0;
  for (const image of inOrder) {
    for (const { classIndex, confidence, box } of image.detections) {
      detections.set([classIndex, confidence, box.xMin, box.yMin, box.xMax, box.yMax], detectionAt);
      detectionAt += detectionRowLength;
    }
    for (const { classIndex, box } of image.labels) {
      labels.set([classIndex, box.xMin, box.yMin, box.xMax, box.yMax], labelAt);
      labelAt += labelRowLength;
    }
  }
  return {
    images: inOrder.map(({ imageId, blockKey, episodeKey, isTriggerFrame, decision, ...boxes }) => ({
      imageId,
      blockKey,
      episodeKey,
      isTriggerFrame: isTriggerFrame ?? false,
      truth: decision?.truth ?? null,
      undecided: decision?.verdict === 'UNKNOWN' ? (decision.reason ?? 'no verdict') : null,
      detections: boxes.detections.length,
      labels: boxes.labels.length,
    })),
    detections,
    labels,
  };
}
