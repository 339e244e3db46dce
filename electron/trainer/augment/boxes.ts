import type { Box } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { boxArea, clipBox } from '../../../shared/geometry/boxes.ts';
import { type Affine, enclosingBox } from './affine.ts';

export type ClassedBox<B extends Box = Box> = { readonly classIndex: number; readonly box: B };

/** Below this share of its area inside the picture a box is dropped. */
export const keptAreaShare = 0.1;

/**
 * Moves boxes with the picture: the enclosing box of the four moved corners, clipped to the picture, dropped when less than a tenth
 * of its area is left.
 */
export function moveBoxes<B extends Box>(
  boxes: readonly ClassedBox<B>[],
  transform: Affine,
  size: Size,
): ClassedBox<B>[] {
  const moved: ClassedBox<B>[] = [];
  for (const { classIndex, box } of boxes) {
    const clipped = partInside(enclosingBox(box, transform), size);
    if (clipped) moved.push({ classIndex, box: clipped as B });
  }
  return moved;
}

/** The part inside the picture, or undefined when less than a tenth of the box is left. */
function partInside(box: Box, size: Size): Box | undefined {
  const clipped = clipBox(box, size);
  const left = boxArea(clipped);
  return left > 0 && left >= keptAreaShare * boxArea(box) ? clipped : undefined;
}
