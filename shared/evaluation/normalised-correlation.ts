import type { GreyImage } from '../domain/grey-image.ts';

/** A template of mean 0 and sum of squares 1. */
export type Pattern = { readonly widthPx: number; readonly heightPx: number; readonly values: Float32Array };

/** Brings any brightness and contrast to the normal form. A flat picture has none and is refused as a bug of the caller. */
export function patternOf(widthPx: number, heightPx: number, picture: ArrayLike<number>): Pattern {
  const values = Float32Array.from(picture);
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  if (squares < 1e-9) throw new Error('A template of one grey level correlates with nothing.');
  const scale = 1 / Math.sqrt(squares);
  for (let at = 0; at < values.length; at++) values[at] = (values[at] - mean) * scale;
  return { widthPx, heightPx, values };
}

/** Sums of all pixels above and left, one row and column of zeros first; `power` 1 or 2. */
function integral(image: GreyImage, power: 1 | 2): Float64Array {
  const { widthPx, heightPx, data } = image;
  const stride = widthPx + 1;
  const sums = new Float64Array(stride * (heightPx + 1));
  for (let y = 0; y < heightPx; y++) {
    let row = 0;
    for (let x = 0; x < widthPx; x++) {
      const value = data[y * widthPx + x];
      row += power === 1 ? value : value * value;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return sums;
}

/**
 * Highest normalised cross-correlation (Pearson's r of template and window) over all windows inside the image; windows of one grey
 * level count 0, and so does an image smaller than the template.
 */
export function correlationPeak(image: GreyImage, pattern: Pattern): number {
  const { widthPx, heightPx, data } = image;
  const { values } = pattern;
  const count = values.length;
  const stride = widthPx + 1;
  const sums = integral(image, 1);
  const squares = integral(image, 2);
  let peak = -1;
  let any = false;
  for (let y = 0; y + pattern.heightPx <= heightPx; y++) {
    for (let x = 0; x + pattern.widthPx <= widthPx; x++) {
      any = true;
      const top = y * stride + x;
      const bottom = top + pattern.heightPx * stride;
      const right = pattern.widthPx;
      const sum = sums[bottom + right] - sums[bottom] - sums[top + right] + sums[top];
      const square = squares[bottom + right] - squares[bottom] - squares[top + right] + squares[top];
      const spread = square - (sum * sum) / count;
      if (spread < 1e-6) {
        peak = Math.max(peak, 0);
        continue;
      }
      let product = 0;
      for (let row = 0, at = 0; row < pattern.heightPx; row++) {
        let read = (y + row) * widthPx + x;
        for (let column = 0; column < pattern.widthPx; column++) product += values[at++] * data[read++];
      }
      peak = Math.max(peak, product / Math.sqrt(spread));
    }
  }
  return any ? peak : 0;
}
