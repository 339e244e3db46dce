import type { GreyImage } from '../domain/grey-image.ts';
import type { Size } from '../domain/size.ts';

/**
 * Area averaging, exact: each target pixel is the mean of the source rectangle it covers, partly covered pixels counting by the
 * covered share. All in integers: along an axis of W source and w target pixels (W / w in lowest terms) a target pixel is W units
 * long and a source pixel w units, overlaps are whole units, and the weighted sum is divided once, halves rounded up. Sums stay
 * below 255 * pixels of the source, exact in a double. For whole ratios this is the box mean; OpenCV's INTER_AREA differs by at
 * most one level (it sums in float32 and rounds halves to even).
 */
export function resizeArea(image: GreyImage, size: Size): GreyImage {
  const across = axisRatio(image.widthPx, size.widthPx);
  const down = axisRatio(image.heightPx, size.heightPx);
  const rowSums = rowSummer(image, size.widthPx, across);
  const divisor = across.target * down.target;
  const data = new Uint8Array(size.widthPx * size.heightPx);
  const sums = new Float64Array(size.widthPx);
  const row = new Float64Array(size.widthPx);
  let rowInHand = -1;
  for (let y = 0; y < size.heightPx; y++) {
    const start = y * down.target;
    const end = start + down.target;
    sums.fill(0);
    for (let sourceY = Math.floor(start / down.source); sourceY * down.source < end; sourceY++) {
      if (sourceY !== rowInHand) rowSums(sourceY, row);
      rowInHand = sourceY;
      const weight = Math.min(end, (sourceY + 1) * down.source) - Math.max(start, sourceY * down.source);
      for (let x = 0; x < sums.length; x++) sums[x] += row[x] * weight;
    }
    const offset = y * size.widthPx;
    for (let x = 0; x < sums.length; x++) data[offset + x] = Math.floor((2 * sums[x] + divisor) / (2 * divisor));
  }
  return { widthPx: size.widthPx, heightPx: size.heightPx, data };
}

/** Lengths of one target and one source pixel in the axis's common unit. */
type AxisRatio = { readonly target: number; readonly source: number };

function axisRatio(sourcePx: number, targetPx: number): AxisRatio {
  const divisor = greatestCommonDivisor(sourcePx, targetPx);
  return { target: sourcePx / divisor, source: targetPx / divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Writes the weighted sums of source row `y`, one for each target column. */
type RowSummer = (y: number, sums: Float64Array) => void;

function rowSummer(image: GreyImage, widthPx: number, ratio: AxisRatio): RowSummer {
  const wordAligned = image.widthPx % 4 === 0 && image.data.byteOffset % 4 === 0;
  if (ratio.source === 1 && ratio.target === 8 && wordAligned) return eightToOne(image, widthPx);
  if (ratio.source === 1) return wholeRatio(image, ratio.target);
  return anyRatio(image, widthPx, ratio);
}

/** The station's own ratio: eight pixels are two 32-bit words, whose bytes are added in pairs of 16-bit lanes. */
function eightToOne(image: GreyImage, widthPx: number): RowSummer {
  const words = new Uint32Array(image.data.buffer, image.data.byteOffset, image.data.length >> 2);
  return (y, sums) => {
    let index = y * widthPx * 2;
    for (let x = 0; x < widthPx; x++, index += 2) {
      const first = words[index];
      const second = words[index + 1];
      const lanes = (first & 0xff00ff) + ((first >>> 8) & 0xff00ff) + (second & 0xff00ff) + ((second >>> 8) & 0xff00ff);
      sums[x] = (lanes & 0xffff) + (lanes >>> 16);
    }
  };
}

function wholeRatio({ data, widthPx }: GreyImage, ratio: number): RowSummer {
  return (y, sums) => {
    let index = y * widthPx;
    for (let x = 0; x < sums.length; x++) {
      let sum = 0;
      for (const end = index + ratio; index < end; index++) sum += data[index];
      sums[x] = sum;
    }
  };
}

function anyRatio({ data, widthPx }: GreyImage, targetPx: number, ratio: AxisRatio): RowSummer {
  const firsts = new Uint32Array(targetPx);
  const lasts = new Uint32Array(targetPx);
  const firstWeights = new Uint32Array(targetPx);
  const lastWeights = new Uint32Array(targetPx);
  for (let x = 0; x < targetPx; x++) {
    const start = x * ratio.target;
    const end = start + ratio.target;
    firsts[x] = Math.floor(start / ratio.source);
    lasts[x] = Math.ceil(end / ratio.source) - 1;
    firstWeights[x] = Math.min(end, (firsts[x] + 1) * ratio.source) - start;
    lastWeights[x] = lasts[x] === firsts[x] ? 0 : end - lasts[x] * ratio.source;
  }
  return (y, sums) => {
    const offset = y * widthPx;
    for (let x = 0; x < targetPx; x++) {
      const first = offset + firsts[x];
      const last = offset + lasts[x];
      let inside = 0;
      for (let index = first + 1; index < last; index++) inside += data[index];
      sums[x] = data[first] * firstWeights[x] + inside * ratio.source + data[last] * lastWeights[x];
    }
  };
}
