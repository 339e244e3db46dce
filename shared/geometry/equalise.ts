import type { GreyImage } from '../domain/grey-image.ts';
import { roundHalfToEven } from './rounding.ts';

/** From this size on counting pairs pays for its larger table. */
const pairsFromPixels = 1 << 18;

/**
 * Number of pixels at each of the 256 levels. Four partial counts: neighbouring pixels are often equal and would wait for one
 * another. Large images are counted by pairs of neighbours, half as many steps.
 */
export function greyHistogram(data: Uint8Array): Uint32Array {
  if (data.length >= pairsFromPixels && data.byteOffset % 4 === 0) return histogramByPairs(data);
  const parts = new Uint32Array(1024);
  const whole = data.length & ~3;
  for (let index = 0; index < whole; index += 4) {
    parts[data[index]]++;
    parts[256 + data[index + 1]]++;
    parts[512 + data[index + 2]]++;
    parts[768 + data[index + 3]]++;
  }
  for (let index = whole; index < data.length; index++) parts[data[index]]++;
  const histogram = new Uint32Array(256);
  for (let level = 0; level < 256; level++) {
    histogram[level] = parts[level] + parts[256 + level] + parts[512 + level] + parts[768 + level];
  }
  return histogram;
}

/** Both bytes of a pair are counted, so the byte order of the machine makes no difference. */
function histogramByPairs(data: Uint8Array): Uint32Array {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
  const pairs = new Uint32Array(65536);
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    pairs[word & 0xffff]++;
    pairs[word >>> 16]++;
  }
  const histogram = new Uint32Array(256);
  for (let pair = 0; pair < pairs.length; pair++) {
    histogram[pair & 255] += pairs[pair];
    histogram[pair >> 8] += pairs[pair];
  }
  for (let index = words.length * 4; index < data.length; index++) histogram[data[index]]++;
  return histogram;
}

/**
 * New level of each level under histogram equalisation, bit for bit as `cv2.equalizeHist`: float32 scale 255 / (pixels - pixels at
 * the lowest level), cumulated counts times scale rounded half to even. An image of one level stays as it is.
 */
export function equalisationTable(histogram: Uint32Array): Uint8Array {
  const table = new Uint8Array(256);
  let total = 0;
  for (const count of histogram) total += count;
  let lowest = 0;
  while (lowest < 255 && histogram[lowest] === 0) lowest++;
  if (histogram[lowest] === total) return table.fill(lowest);
  const scale = Math.fround(255 / Math.fround(total - histogram[lowest]));
  let cumulated = 0;
  for (let level = lowest + 1; level < 256; level++) {
    cumulated += histogram[level];
    table[level] = Math.min(255, roundHalfToEven(Math.fround(Math.fround(cumulated) * scale)));
  }
  return table;
}

export function equalise(image: GreyImage): GreyImage {
  const table = equalisationTable(greyHistogram(image.data));
  const data = new Uint8Array(image.data.length);
  for (let index = 0; index < data.length; index++) data[index] = table[image.data[index]];
  return { widthPx: image.widthPx, heightPx: image.heightPx, data };
}
