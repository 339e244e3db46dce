import type { GreyImage } from '../domain/grey-image.ts';
import type { Size } from '../domain/size.ts';
import { roundHalfToEven } from './rounding.ts';

const coefficientOne = 2048;

/**
 * Bilinear resizing, bit for bit as OpenCV's `resize(..., INTER_LINEAR)` of 8-bit images: pixel centres, float32 positions, 11-bit
 * coefficients, rows first, then columns with the truncations of its fixed-point code. No smoothing when shrinking: a reduction by 8
 * reads two of eight pixels, as the original case did.
 * Source: OpenCV, modules/imgproc/src/resize.cpp (HResizeLinear, VResizeLinear<uchar, int, short, FixedPtCast<...>>).
 */
export function resizeOpencvLinear(image: GreyImage, size: Size): GreyImage {
  const columns = horizontalTaps(image.widthPx, size.widthPx);
  const rows = verticalTaps(image.heightPx, size.heightPx);
  const data = new Uint8Array(size.widthPx * size.heightPx);
  let upper = new Int32Array(size.widthPx);
  let lower = new Int32Array(size.widthPx);
  let upperY = -1;
  let lowerY = -1;
  for (let y = 0; y < size.heightPx; y++) {
    if (rows.first[y] === lowerY) {
      [upper, lower] = [lower, upper];
      [upperY, lowerY] = [lowerY, upperY];
    }
    if (rows.first[y] !== upperY) resizeRow(image, rows.first[y], columns, upper);
    upperY = rows.first[y];
    if (rows.second[y] !== lowerY) {
      if (rows.second[y] === upperY) lower.set(upper);
      else resizeRow(image, rows.second[y], columns, lower);
    }
    lowerY = rows.second[y];
    const upperWeight = rows.firstWeight[y];
    const lowerWeight = rows.secondWeight[y];
    const offset = y * size.widthPx;
    for (let x = 0; x < size.widthPx; x++) {
      const upperPart = (upperWeight * (upper[x] >> 4)) >> 16;
      const lowerPart = (lowerWeight * (lower[x] >> 4)) >> 16;
      data[offset + x] = (upperPart + lowerPart + 2) >> 2;
    }
  }
  return { widthPx: size.widthPx, heightPx: size.heightPx, data };
}

/** For each target position the two source positions it reads and their weights, which add up to 2048. */
type Taps = {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstWeight: Int32Array;
  readonly secondWeight: Int32Array;
};

function horizontalTaps(sourcePx: number, targetPx: number): Taps {
  return taps(sourcePx, targetPx, (index, fraction) => {
    if (index < 0) return [0, 0];
    return index >= sourcePx - 1 ? [sourcePx - 1, 0] : [index, fraction];
  });
}

/** At the upper and lower edge the fraction is kept and both taps read the same row: its truncations belong to the result. */
function verticalTaps(sourcePx: number, targetPx: number): Taps {
  return taps(sourcePx, targetPx, (index, fraction) => [index, fraction]);
}

function taps(
  sourcePx: number,
  targetPx: number,
  atEdges: (index: number, fraction: number) => readonly [number, number],
): Taps {
  const first = new Int32Array(targetPx);
  const second = new Int32Array(targetPx);
  const firstWeight = new Int32Array(targetPx);
  const secondWeight = new Int32Array(targetPx);
  const scale = 1 / (targetPx / sourcePx);
  for (let target = 0; target < targetPx; target++) {
    const position = Math.fround((target + 0.5) * scale - 0.5);
    const floor = Math.floor(position);
    const [index, fraction] = atEdges(floor, Math.fround(position - floor));
    first[target] = Math.min(Math.max(index, 0), sourcePx - 1);
    second[target] = Math.min(Math.max(index + 1, 0), sourcePx - 1);
    firstWeight[target] = roundHalfToEven(Math.fround(1 - fraction) * coefficientOne);
    secondWeight[target] = roundHalfToEven(fraction * coefficientOne);
  }
  return { first, second, firstWeight, secondWeight };
}

function resizeRow({ data, widthPx }: GreyImage, y: number, columns: Taps, row: Int32Array): void {
  const offset = y * widthPx;
  const { first, second, firstWeight, secondWeight } = columns;
  for (let x = 0; x < row.length; x++) {
    row[x] = data[offset + first[x]] * firstWeight[x] + data[offset + second[x]] * secondWeight[x];
  }
}
