import type { Size } from '../../../shared/domain/size.ts';
import type { View } from '../view.ts';
import type { Picture } from './picture-store.ts';

/** From this many screen pixels a picture's pixel on, pixels are shown as squares, so that an edge can be set to one of them. */
const squaresFrom = 2;

/**
 * Draws the picture over its place, from the copy that is least larger than what is shown. `size`: what it stands for in source pixels;
 * the picture itself may be smaller (what the network sees).
 */
export function paintPicture(
  canvas: CanvasRenderingContext2D,
  { levels }: Picture,
  size: Size,
  view: View,
  pixelRatio: number,
): void {
  const shownShare = (view.scale * pixelRatio * size.widthPx) / levels[0].width;
  let level = 0;
  while (level + 1 < levels.length && shownShare * 2 ** (level + 1) <= 1) level += 1;
  canvas.imageSmoothingEnabled = shownShare < squaresFrom;
  canvas.drawImage(levels[level], view.left, view.top, size.widthPx * view.scale, size.heightPx * view.scale);
}
