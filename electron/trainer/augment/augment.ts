import { inverse, isIdentity } from './affine.ts';
import { moveBoxes } from './boxes.ts';
import type { DrawnAugmentation } from './draw.ts';
import type { LabelledImage } from './mosaic.ts';
import { withTones } from './tones.ts';
import { warp } from './warp.ts';

/**
 * One drawn augmentation applied to a prepared, not yet equalised picture and its boxes: geometry, then gain, then equalisation.
 * With `unchanged` it does what evaluation and the live station do.
 */
export function augment(
  { image, boxes }: LabelledImage,
  { transform, gain }: DrawnAugmentation,
  isEqualised: boolean,
): LabelledImage {
  const outside = isIdentity(transform) ? undefined : new Uint8Array(image.data.length);
  const moved = outside ? warp(image, inverse(transform), image, outside) : image;
  return { image: withTones(moved, gain, isEqualised, outside), boxes: moveBoxes(boxes, transform, image) };
}
