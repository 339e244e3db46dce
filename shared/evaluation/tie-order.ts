import type { Box, Detection, LabelledBox } from '../domain/box.ts';

/** Printed beside every average precision: with equal confidences the curve depends on the order. */
export const tieRule =
  'equal confidences are ordered by image id, then box x_min, y_min, x_max, y_max, never by the order in which they were listed';

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareBoxes(a: Box, b: Box): number {
  return a.xMin - b.xMin || a.yMin - b.yMin || a.xMax - b.xMax || a.yMax - b.yMax;
}

/** Order of labels inside one image: by content, so that the listing never decides which of two equal overlaps is matched. */
export function compareLabels(a: LabelledBox, b: LabelledBox): number {
  return compareBoxes(a.box, b.box) || a.classIndex - b.classIndex;
}

/** Order of detections inside one image: confidence descending, then box, then class. */
export function compareDetections(a: Detection, b: Detection): number {
  return b.confidence - a.confidence || compareBoxes(a.box, b.box) || a.classIndex - b.classIndex;
}
