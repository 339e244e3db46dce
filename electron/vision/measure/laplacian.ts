import type { GreyImage } from '../../../shared/domain/grey-image.ts';

export type LaplacianMoments = { readonly sum: number; readonly squares: number };

/** Sums of squares of up to 1,024 values of at most 1,020 stay below 2^31: integer arithmetic within a block, doubles between them. */
const blockPx = 1024;

/**
 * Sum and sum of squares of the Laplacian (4-neighbour kernel 0 1 0 / 1 -4 1 / 0 1 0, as `cv2.Laplacian` with ksize 1), the border
 * mirrored without repeating the edge pixel (BORDER_REFLECT_101). Counts the grey levels into `histogram` in the same pass, since
 * reading five million pixels is most of the work.
 */
export function laplacianMoments(image: GreyImage, histogram: Uint32Array): LaplacianMoments {
  const { widthPx, heightPx, data } = image;
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    const above = mirrored(y - 1, heightPx) * widthPx;
    const below = mirrored(y + 1, heightPx) * widthPx;
    for (let start = 0; start < widthPx; start += blockPx) {
      const end = Math.min(widthPx, start + blockPx);
      let blockSum = 0;
      let blockSquares = 0;
      let left = data[row + mirrored(start - 1, widthPx)];
      let centre = data[row + start];
      for (let x = start; x < end; x++) {
        const right = data[row + (x + 1 < widthPx ? x + 1 : mirrored(x + 1, widthPx))];
        const value = (left + right + data[above + x] + data[below + x] - 4 * centre) | 0;
        blockSum = (blockSum + value) | 0;
        blockSquares = (blockSquares + Math.imul(value, value)) | 0;
        histogram[centre]++;
        left = centre;
        centre = right;
      }
      sum += blockSum;
      squares += blockSquares;
    }
  }
  return { sum, squares };
}

function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  if (index < 0) return -index;
  return index >= length ? 2 * length - 2 - index : index;
}
