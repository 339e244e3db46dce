import type { Box } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';
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
    const clipped = clipBox(enclosingBox(box, transform), size);
    if (clipped) moved.push({ classIndex, box: clipped as B });
  }
  return moved;
}

/** The part inside the picture, or undefined when it is less than a tenth of the box. */
export function clipBox(box: Box, { widthPx, heightPx }: Size): Box | undefined {
  const clipped = {
    xMin: Math.min(Math.max(box.xMin, 0), widthPx),
    yMin: Math.min(Math.max(box.yMin, 0), heightPx),
    xMax: Math.min(Math.max(box.xMax, 0), widthPx),
    yMax: Math.min(Math.max(box.yMax, 0), heightPx),
  };
  const left = area(clipped);
  return left > 0 && left >= keptAreaShare * area(box) ? clipped : undefined;
}

function area({ xMin, yMin, xMax, yMax }: Box): number {
  return (xMax - xMin) * (yMax - yMin);
}
