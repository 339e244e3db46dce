import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Size } from '../../../shared/domain/size.ts';
import type { Affine } from './affine.ts';

/** Grey of what lies outside the picture, the family's padding. */
export const outsideGrey = 114;

const positionBits = 16;
const weightBits = 11;
const one = 1 << positionBits;
const weightOne = 1 << weightBits;
const half = 1 << (2 * weightBits - 1);

/**
 * Resamples a picture in one pass: every pixel of the result (as large as the picture unless `result` says otherwise) is read bilinearly at `toSource` of its centre, in fixed point (11 bits of
 * weight, so at most one grey level from the exact value). Between the outermost pixel centres and the picture's edge the edge pixel
 * is repeated; beyond the edge lies `outsideGrey`, and `outside` (one byte a pixel of the result) is set to 1 there. Pictures up to
 * 32767 pixels a side.
 */
export function warp(source: GreyImage, toSource: Affine, result: Size = source, outside?: Uint8Array): GreyImage {
  const { widthPx: width, heightPx: height, data } = source;
  const into = new Uint8Array(result.widthPx * result.heightPx);
  const stepX = Math.round(toSource.xx * one);
  const stepY = Math.round(toSource.yx * one);
  for (let row = 0; row < result.heightPx; row++) {
    // Position of the first pixel's centre, on the grid where pixel centres have whole numbers.
    let x = Math.round((toSource.xx * 0.5 + toSource.xy * (row + 0.5) + toSource.x0 - 0.5) * one);
    let y = Math.round((toSource.yx * 0.5 + toSource.yy * (row + 0.5) + toSource.y0 - 0.5) * one);
    const end = (row + 1) * result.widthPx;
    for (let target = row * result.widthPx; target < end; target++, x += stepX, y += stepY) {
      const left = x >> positionBits;
      const top = y >> positionBits;
      const rightWeight = (x >> (positionBits - weightBits)) & (weightOne - 1);
      const bottomWeight = (y >> (positionBits - weightBits)) & (weightOne - 1);
      if (left >= 0 && top >= 0 && left < width - 1 && top < height - 1) {
        const at = Math.imul(top, width) + left;
        const upper = Math.imul(data[at]!, weightOne - rightWeight) + Math.imul(data[at + 1]!, rightWeight);
        const lower =
          Math.imul(data[at + width]!, weightOne - rightWeight) + Math.imul(data[at + width + 1]!, rightWeight);
        into[target] =
          (Math.imul(upper, weightOne - bottomWeight) + Math.imul(lower, bottomWeight) + half) >> (2 * weightBits);
      } else if (isOutside(width, height, x, y)) {
        into[target] = outsideGrey;
        if (outside) outside[target] = 1;
      } else {
        into[target] = edgeValue(data, width, height, x, y);
      }
    }
  }
  return { widthPx: result.widthPx, heightPx: result.heightPx, data: into };
}

/** The half pixel outside the outermost centres still belongs to the picture. */
function isOutside(width: number, height: number, x: number, y: number): boolean {
  return x < -one / 2 || y < -one / 2 || x >= (width - 0.5) * one || y >= (height - 0.5) * one;
}

/** Between four pixels where a neighbour is missing: the edge pixel is repeated. */
function edgeValue(data: Uint8Array, width: number, height: number, x: number, y: number): number {
  const left = x >> positionBits;
  const top = y >> positionBits;
  const rightWeight = (x >> (positionBits - weightBits)) & (weightOne - 1);
  const bottomWeight = (y >> (positionBits - weightBits)) & (weightOne - 1);
  const x0 = Math.max(left, 0);
  const x1 = Math.min(left + 1, width - 1);
  const y0 = Math.max(top, 0);
  const y1 = Math.min(top + 1, height - 1);
  const upper = data[y0 * width + x0]! * (weightOne - rightWeight) + data[y0 * width + x1]! * rightWeight;
  const lower = data[y1 * width + x0]! * (weightOne - rightWeight) + data[y1 * width + x1]! * rightWeight;
  return (upper * (weightOne - bottomWeight) + lower * bottomWeight + half) >> (2 * weightBits);
}
