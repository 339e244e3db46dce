import type { GreyImage } from '../../shared/domain/grey-image.ts';

/**
 * A picture from a formula, the twin of `picture` in tests/fixtures/geometry/make_opencv_fixtures.py: noise without a pattern, levels
 * from `low` to `high`, the same on both sides without storing it.
 */
export function hashedPicture(widthPx: number, heightPx: number, seed = 0, low = 0, high = 255): GreyImage {
  const data = new Uint8Array(widthPx * heightPx);
  const seeded = Math.imul(seed, 83492791);
  let index = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const mixed = Math.imul(Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ seeded, 2654435761);
      const level = ((mixed ^ (mixed >>> 15)) >>> 3) & 255;
      data[index++] = low + Math.floor((level * (high - low)) / 255);
    }
  }
  return { widthPx, heightPx, data };
}
