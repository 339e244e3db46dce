import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { equalisationTable, greyHistogram } from '../../../shared/geometry/equalise.ts';

/**
 * New level of every level: the gain, rounded and cut at 255, then (when the preparation says so) histogram equalisation of the
 * picture after the gain. One table, so that the picture is rewritten once.
 */
export function toneTable(image: GreyImage, gain: number, isEqualised: boolean): Uint8Array {
  const gained = Uint8Array.from({ length: 256 }, (_, level) => Math.min(255, Math.round(level * gain)));
  if (!isEqualised) return gained;
  const histogram = new Uint32Array(256);
  greyHistogram(image.data).forEach((count, level) => {
    histogram[gained[level]!]! += count;
  });
  const equalised = equalisationTable(histogram);
  return gained.map((level) => equalised[level]!);
}

export function withTones(image: GreyImage, gain: number, isEqualised: boolean): GreyImage {
  if (gain === 1 && !isEqualised) return image;
  const table = toneTable(image, gain, isEqualised);
  const data = new Uint8Array(image.data.length);
  for (let index = 0; index < data.length; index++) data[index] = table[image.data[index]!]!;
  return { ...image, data };
}
