import type { GreyImage } from '../../../shared/domain/grey-image.ts';

/**
 * Turns an image upright by its EXIF orientation. 1: as stored; 2: mirrored left-right; 3: turned by 180 degrees; 4: mirrored
 * top-bottom; 5: transposed; 6: to be turned 90 degrees clockwise; 7: transposed over the other diagonal; 8: to be turned 90 degrees
 * anticlockwise. Source: EXIF 2.32, tag 0x0112.
 */
export function upright(image: GreyImage, orientation: number): GreyImage {
  if (orientation <= 1 || orientation > 8) return image;
  const { widthPx, heightPx, data } = image;
  const turned = orientation >= 5;
  const right = widthPx - 1;
  const bottom = (heightPx - 1) * widthPx;
  // Start and steps in the stored image for the upright image's first pixel, next column and next row.
  const [start, stepX, stepY] = (
    [
      [right, -1, widthPx],
      [bottom + right, -1, -widthPx],
      [bottom, 1, -widthPx],
      [0, widthPx, 1],
      [bottom, -widthPx, 1],
      [bottom + right, -widthPx, -1],
      [right, widthPx, -1],
    ] as const
  )[orientation - 2];
  const size = turned ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
  const target = new Uint8Array(data.length);
  let index = 0;
  for (let y = 0; y < size.heightPx; y++) {
    let at = start + y * stepY;
    for (let x = 0; x < size.widthPx; x++, at += stepX) target[index++] = data[at];
  }
  return { ...size, data: target };
}
