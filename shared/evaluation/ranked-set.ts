import type { ImageEvaluation } from '../domain/evaluation.ts';
import { stableDescendingOrder } from './descending-order.ts';
import { iouThresholds } from './linspace.ts';
import { compareText } from './tie-order.ts';

export type MatchedImage = Pick<ImageEvaluation, 'imageId' | 'blockKey' | 'detections' | 'labels'>;

/** All detections of one class by descending confidence, ties by the tie rule; parallel arrays. */
export type RankedClass = {
  readonly classIndex: number;
  readonly confidences: Float64Array;
  /** Bit i: true positive at the i-th IoU threshold. */
  readonly masks: Uint16Array;
  /** Index into `blockKeys`. */
  readonly blocks: Uint32Array;
  /** Per IoU threshold, the ascending places of its true positives in this ranking. */
  readonly truePositives: readonly Uint32Array[];
  readonly labels: number;
  readonly labelsPerBlock: Uint32Array;
};

/** The cached matches of one model over one set, ready for any number of curves and replicates. */
export type RankedSet = {
  readonly blockKeys: readonly string[];
  /** Classes with a label or a detection, ascending. */
  readonly classes: readonly RankedClass[];
};

export function rankMatches(images: readonly MatchedImage[]): RankedSet {
  const inOrder = images.toSorted((a, b) => compareText(a.imageId, b.imageId));
  const blockKeys = [...new Set(images.map((image) => image.blockKey))].sort(compareText);
  const blockIndexes = new Map(blockKeys.map((key, index) => [key, index]));
  const drafts = draftClasses(inOrder, blockKeys.length);
  for (const image of inOrder) {
    const block = blockIndexes.get(image.blockKey) ?? 0;
    for (const label of image.labels) drafts.get(label.classIndex)!.labelsPerBlock[block]++;
    for (const detection of image.detections) {
      const draft = drafts.get(detection.classIndex)!;
      draft.confidences[draft.filled] = detection.confidence;
      draft.masks[draft.filled] = detection.matchedAt;
      draft.blocks[draft.filled] = block;
      draft.filled++;
    }
  }
  const classes = [...drafts].sort(([a], [b]) => a - b).map(([classIndex, draft]) => rankClass(classIndex, draft));
  return { blockKeys, classes };
}

type Draft = {
  confidences: Float64Array;
  masks: Uint16Array;
  blocks: Uint32Array;
  labelsPerBlock: Uint32Array;
  filled: number;
};

function draftClasses(images: readonly MatchedImage[], blocks: number): Map<number, Draft> {
  const counts = new Map<number, number>();
  for (const image of images) {
    for (const { classIndex } of image.labels) if (!counts.has(classIndex)) counts.set(classIndex, 0);
    for (const { classIndex } of image.detections) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  }
  return new Map(
    Array.from(counts, ([classIndex, count]) => [
      classIndex,
      {
        confidences: new Float64Array(count),
        masks: new Uint16Array(count),
        blocks: new Uint32Array(count),
        labelsPerBlock: new Uint32Array(blocks),
        filled: 0,
      },
    ]),
  );
}

function rankClass(classIndex: number, draft: Draft): RankedClass {
  const order = stableDescendingOrder(draft.confidences);
  const masks = new Uint16Array(order.length);
  const blocks = new Uint32Array(order.length);
  const confidences = new Float64Array(order.length);
  order.forEach((from, place) => {
    masks[place] = draft.masks[from];
    blocks[place] = draft.blocks[from];
    confidences[place] = draft.confidences[from];
  });
  const truePositives = iouThresholds.map((_, threshold) => placesOf(masks, 1 << threshold));
  const labels = draft.labelsPerBlock.reduce((sum, count) => sum + count, 0);
  return { classIndex, confidences, masks, blocks, truePositives, labels, labelsPerBlock: draft.labelsPerBlock };
}

function placesOf(masks: Uint16Array, bit: number): Uint32Array {
  let count = 0;
  for (let place = 0; place < masks.length; place++) if ((masks[place] & bit) !== 0) count++;
  const places = new Uint32Array(count);
  let filled = 0;
  for (let place = 0; place < masks.length; place++) if ((masks[place] & bit) !== 0) places[filled++] = place;
  return places;
}
