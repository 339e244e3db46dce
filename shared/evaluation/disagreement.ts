import type { Detection, LabelledBox } from '../domain/box.ts';
import { intersectionOverUnion } from '../geometry/boxes.ts';
import { matchImage } from './match-image.ts';

export type ModelAgainstLabel = {
  /** Boxes of the model, above its threshold, where the label has none. */
  readonly extra: number;
  /** Boxes of the label that the model did not find. */
  readonly missed: number;
  /** Found, but the boxes overlap by less than half. */
  readonly loose: number;
};

/** From this overlap on, a box of the model and one of the label speak of the same thing. */
const sameThingIou = 0.1;

/**
 * One image's label against what a model found above its threshold: matched as in every evaluation at IoU 0.50; of what is left, boxes of
 * one class that overlap by a tenth or more count once as loose, not as one extra and one missed.
 */
export function modelAgainstLabel(truth: readonly LabelledBox[], detections: readonly Detection[]): ModelAgainstLabel {
  const matches = matchImage(truth, detections);
  const free = matches.labels.filter(({ matchedAt }) => (matchedAt & 1) === 0);
  let extra = 0;
  let loose = 0;
  for (const { classIndex, box, matchedAt } of matches.detections) {
    if (matchedAt & 1) continue;
    const near = free.findIndex(
      (label) => label.classIndex === classIndex && intersectionOverUnion(label.box, box) >= sameThingIou,
    );
    if (near < 0) extra += 1;
    else {
      free.splice(near, 1);
      loose += 1;
    }
  }
  return { extra, missed: free.length, loose };
}
