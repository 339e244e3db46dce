import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import {
  estimatedNoiseFloor,
  nearDuplicates,
  noiseFloor,
  registeredDifference,
} from '../../../shared/domain/near-duplicate.ts';
import { seededRandom } from '../../../shared/domain/random.ts';

const widthPx = 96;
const heightPx = 80;
/** The same textured scene every time, with its own noise, displacement and, if asked, a plug of 12x10 pixels. */
function picture(
  seed: number,
  scene: { plug?: boolean; plugContrast?: number; shiftPx?: number; brighter?: number } = {},
): GreyImage {
  const random = seededRandom(seed);
  const texture = seededRandom(1);
  const grain = Array.from({ length: (widthPx + 8) * heightPx }, () => Math.floor(texture() * 60));
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = x + 4 + (scene.shiftPx ?? 0);
      const onPlug = scene.plug === true && at >= 44 && at < 56 && y >= 30 && y < 40;
      const value =
        70 + grain[y * (widthPx + 8) + at]! + (onPlug ? (scene.plugContrast ?? 60) : 0) + (scene.brighter ?? 0);
      data[y * widthPx + x] = Math.min(255, value + Math.floor(random() * 5));
    }
  }
  return { widthPx, heightPx, data };
}
const floor = (noiseFloor([picture(10), picture(11), picture(12), picture(13)], null) ?? 0) * 1.1;

describe('the registered difference', () => {
  it('of two pictures of a still scene is below the noise floor, also after a small displacement of the camera', () => {
    expect(registeredDifference(picture(20), picture(21), null)).toBeLessThan(floor);
    expect(registeredDifference(picture(20), picture(22, { shiftPx: 2 }), null)).toBeLessThan(floor);
    expect(registeredDifference(picture(20), picture(22, { shiftPx: -3 }), null)).toBeLessThan(floor);
  });

  it('sees a plug that covers less than two hundredths of the picture', () => {
    expect(registeredDifference(picture(20), picture(21, { plug: true }), null)).toBeGreaterThan(3 * floor);
    const faint = picture(21, { plug: true, plugContrast: 10 });
    expect(registeredDifference(picture(20), faint, null)).toBeGreaterThan(2 * floor);
  });

  it('looks only at the region of interest', () => {
    const region = { xMin: 0, yMin: 50, xMax: 90, yMax: 78 };
    expect(registeredDifference(picture(20), picture(21, { plug: true }), region)).toBeLessThan(floor);
  });

  it('need not be finished once it exceeds a limit, and is exact below it', () => {
    const [a, b, other] = [picture(20), picture(22, { shiftPx: 2 }), picture(23, { brighter: 40 })];
    const difference = registeredDifference(a, b, null);
    expect(registeredDifference(a, b, null, difference + 0.1)).toBe(difference);
    expect(registeredDifference(a, other, null, floor)).toBeGreaterThanOrEqual(floor);
    expect(registeredDifference(a, other, null)).toBeGreaterThan(35);
  });

  it('is symmetric and zero for the same picture', () => {
    expect(registeredDifference(picture(1), picture(1), null)).toBe(0);
    expect(registeredDifference(picture(1), picture(2), null)).toBeCloseTo(
      registeredDifference(picture(2), picture(1), null),
      6,
    );
  });
});

describe('near-duplicates in a block', () => {
  const named = (images: readonly GreyImage[]) => images.map((image, index) => ({ imageId: `i${index}`, image }));

  it('are found for repeated views, and a plug is never one of no plug', () => {
    const block = named([picture(1), picture(2), picture(3, { plug: true }), picture(4), picture(5, { plug: true })]);
    expect(nearDuplicates(block, floor, null).map(({ imageId, of }) => `${imageId}=${of}`)).toEqual([
      'i1=i0',
      'i3=i0',
      'i4=i2',
    ]);
  });

  it('do not chain: a slow drift leaves more than its first picture', () => {
    const drift = named(Array.from({ length: 12 }, (_, step) => picture(step, { brighter: Math.floor(step / 2) })));
    const found = new Map(nearDuplicates(drift, floor, null).map(({ imageId, of }) => [imageId, of]));
    expect(found.get('i1')).toBe('i0');
    expect(found.get('i11')).not.toBe('i0');
    for (const of of found.values()) expect(found.has(of)).toBe(false);
  });

  it('of a flat scene with noise are found by the noise floor estimated from one picture', () => {
    const flat = (seed: number): GreyImage => {
      const random = seededRandom(seed);
      // The sum of twelve uniform numbers, less six, is near enough to a normal one of standard deviation 1.
      const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
      return {
        widthPx,
        heightPx,
        data: Uint8Array.from({ length: widthPx * heightPx }, () => 128 + Math.round(4 * normal())),
      };
    };
    expect(estimatedNoiseFloor(flat(1))).toBeGreaterThan(4 * Math.SQRT2);
    expect(registeredDifference(flat(1), flat(2), null)).toBeLessThan(estimatedNoiseFloor(flat(1)));
    expect(estimatedNoiseFloor(flat(1))).toBeLessThan(8 * Math.SQRT2);
  });

  it('have no noise floor to compare with from a single picture', () => {
    expect(noiseFloor([picture(1)], null)).toBeNull();
  });
});
