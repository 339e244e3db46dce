import type { Box } from '../domain/box.ts';
import type { GreyImage } from '../domain/grey-image.ts';

/** Fills with 0 every pixel that a rectangle touches, in a copy; the image itself when there is no rectangle. */
export function maskImage(image: GreyImage, rectangles: readonly Box[]): GreyImage {
  if (rectangles.length === 0) return image;
  const data = new Uint8Array(image.data);
  for (const { xMin, yMin, xMax, yMax } of rectangles) {
    const left = Math.max(0, Math.floor(xMin));
    const right = Math.min(image.widthPx, Math.ceil(xMax));
    const bottom = Math.min(image.heightPx, Math.ceil(yMax));
    if (right <= left) continue;
    for (let y = Math.max(0, Math.floor(yMin)); y < bottom; y++) {
      data.fill(0, y * image.widthPx + left, y * image.widthPx + right);
    }
  }
  return { widthPx: image.widthPx, heightPx: image.heightPx, data };
}
