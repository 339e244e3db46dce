import type { Detection, LabelledBox } from '../domain/box.ts';
import type { MatchedDetection, MatchedLabel } from '../domain/evaluation.ts';
import { intersectionOverUnion } from '../geometry/boxes.ts';
import { iouThresholds } from './linspace.ts';
import { compareDetections, compareLabels } from './tie-order.ts';

export type MatchingOrder = 'coco' | 'ultralytics';

export type ImageMatches = {
  readonly detections: readonly MatchedDetection[];
  readonly labels: readonly MatchedLabel[];
};

export type DetectionLimits = {
  /** Detections at or below this confidence are left out. */
  readonly confidenceAbove: number;
  /** Most detections of one image, all classes together. */
  readonly detectionsPerImage: number;
};

/** What every validator of this family uses. */
export const standardLimits = { confidenceAbove: 0.001, detectionsPerImage: 300 } satisfies DetectionLimits;

/**
 * Matches the detections of one image to its labels, class by class, at the ten IoU thresholds. Both come back in the order of the
 * tie rule, each with the mask of the thresholds at which it is matched.
 *
 * `coco` (pycocotools, `COCOeval.evaluateImg`): detections by descending confidence each take the free label with the highest IoU,
 * the later one among equals. `ultralytics` (`DetectionValidator.match_predictions`): each detection stands for its best label
 * only; each label takes the most confident of the detections that stand for it. Two boxes over one plug tell them apart.
 * (Ultralytics itself matches as COCO does in its newest releases, 8.4.190 for one; the name keeps the order it had before.)
 */
export function matchImage(
  truth: readonly LabelledBox[],
  found: readonly Detection[],
  order: MatchingOrder = 'coco',
  limits: DetectionLimits = standardLimits,
): ImageMatches {
  const ranked = rankDetections(found, limits);
  const labels = truth.length > 1 ? truth.toSorted(compareLabels) : truth;
  const labelMasks = new Uint16Array(labels.length);
  const overlaps = new Float64Array(labels.length);
  const match = order === 'coco' ? matchInCocoOrder : matchInUltralyticsOrder;
  const detections = ranked.map(({ classIndex, confidence, box }): MatchedDetection => {
    let best = 0;
    for (let label = 0; label < labels.length; label++) {
      overlaps[label] = labels[label].classIndex === classIndex ? intersectionOverUnion(box, labels[label].box) : 0;
      if (overlaps[label] > best) best = overlaps[label];
    }
    if (best < iouThresholds[0]) return { classIndex, confidence, box, matchedAt: 0, iou: null };
    const { matchedAt, iou } = match(overlaps, labelMasks);
    return { classIndex, confidence, box, matchedAt, iou };
  });
  return { detections, labels: labels.map((label, index) => ({ ...label, matchedAt: labelMasks[index] })) };
}

function rankDetections(found: readonly Detection[], limits: DetectionLimits): readonly Detection[] {
  const confident = found.filter((detection) => detection.confidence > limits.confidenceAbove);
  const isRanked = confident.every(
    (detection, index) => index === 0 || compareDetections(confident[index - 1], detection) <= 0,
  );
  if (!isRanked) confident.sort(compareDetections);
  return confident.length > limits.detectionsPerImage ? confident.slice(0, limits.detectionsPerImage) : confident;
}

type Match = { matchedAt: number; iou: number | null };

function matchInCocoOrder(overlaps: Float64Array, labelMasks: Uint16Array): Match {
  let matchedAt = 0;
  let iou: number | null = null;
  for (let threshold = 0; threshold < iouThresholds.length; threshold++) {
    const bit = 1 << threshold;
    let best = iouThresholds[threshold];
    let taken = -1;
    for (let label = 0; label < overlaps.length; label++) {
      if ((labelMasks[label] & bit) !== 0 || overlaps[label] < best) continue;
      best = overlaps[label];
      taken = label;
    }
    if (taken === -1) continue;
    labelMasks[taken] |= bit;
    matchedAt |= bit;
    if (threshold === 0) iou = best;
  }
  return { matchedAt, iou };
}

function matchInUltralyticsOrder(overlaps: Float64Array, labelMasks: Uint16Array): Match {
  let best = 0;
  for (let label = 1; label < overlaps.length; label++) if (overlaps[label] >= overlaps[best]) best = label;
  let matchedAt = 0;
  for (let threshold = 0; threshold < iouThresholds.length; threshold++) {
    const bit = 1 << threshold;
    if (overlaps[best] >= iouThresholds[threshold] && (labelMasks[best] & bit) === 0) matchedAt |= bit;
  }
  labelMasks[best] |= matchedAt;
  return { matchedAt, iou: (matchedAt & 1) !== 0 ? overlaps[best] : null };
}
