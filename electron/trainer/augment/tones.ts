import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { equalisationTable, greyHistogram } from '../../../shared/geometry/equalise.ts';
import { outsideGrey } from './warp.ts';

/**
 * New level of every level: the gain, rounded and cut at 255, then (when the preparation says so) histogram equalisation of the
 * picture after the gain. One table, so that the picture is rewritten once. `outsidePixels`: how many of its pixels are filling, which is
 * no part of the picture and is not counted.
 */
export function toneTable(image: GreyImage, gain: number, isEqualised: boolean, outsidePixels = 0): Uint8Array {
  const gained = Uint8Array.from({ length: 256 }, (_, level) => Math.min(255, Math.round(level * gain)));
  if (!isEqualised) return gained;
  const histogram = new Uint32Array(256);
  const counts = greyHistogram(image.data);
  counts[outsideGrey]! -= outsidePixels;
  counts.forEach((count, level) => {
    histogram[gained[level]!]! += count;
  });
  const equalised = equalisationTable(histogram);
  return gained.map((level) => equalised[level]!);
}

/**
 * The picture with new levels. Where `outside` is 1 there is no picture: it keeps `outsideGrey`, as the padding of the network's input
 * does in evaluation and live. Counted as picture, a grey border would darken everything else by equalisation, in training only.
 */
export function withTones(image: GreyImage, gain: number, isEqualised: boolean, outside?: Uint8Array): GreyImage {
  if (gain === 1 && !isEqualised) return image;
  let outsidePixels = 0;
  if (outside) for (const flag of outside) outsidePixels += flag;
  const table = toneTable(image, gain, isEqualised, outsidePixels);
  const data = new Uint8Array(image.data.length);
  for (let index = 0; index < data.length; index++) data[index] = table[image.data[index]!]!;
  if (outside && outsidePixels > 0) {
    for (let index = 0; index < data.length; index++) if (outside[index] === 1) data[index] = outsideGrey;
  }
  return { ...image, data };
}
