import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { measureImage } from '../../electron/vision/measure/measure-image.ts';
import { pixelSha256 } from '../../electron/vision/measure/pixel-hash.ts';
import type { GreyImage } from '../../shared/domain/grey-image.ts';
import { hashedPicture } from '../support/hashed-picture.ts';

const pair = z.tuple([z.number(), z.number()]);
const { measured } = z
  .object({
    measured: z.array(
      z.object({
        seed: z.number(),
        size: pair,
        levels: pair,
        mean: z.number(),
        contrast: z.number(),
        sharpness: z.number(),
        clippedShare: z.number(),
        histogramSha256: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/geometry/opencv.json', import.meta.url), 'utf8')));

/** The Laplacian's variance from its definition, with the border mirrored at the edge pixel. */
function sharpnessByDefinition({ widthPx, heightPx, data }: GreyImage): number {
  const mirror = (index: number, length: number): number =>
    length === 1 ? 0 : index < 0 ? -index : index >= length ? 2 * length - 2 - index : index;
  const at = (x: number, y: number): number => data[mirror(y, heightPx) * widthPx + mirror(x, widthPx)];
  const values = Array.from(data, (_, index) => {
    const x = index % widthPx;
    const y = Math.floor(index / widthPx);
    return at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

describe('the measures', () => {
  test.each(measured)('are those of OpenCV and numpy for $size, levels $levels', (example) => {
    const measures = measureImage(hashedPicture(...example.size, example.seed, ...example.levels));
    expect(measures.mean).toBeCloseTo(example.mean, 9);
    expect(measures.contrast).toBeCloseTo(example.contrast, 9);
    expect(Math.abs(measures.sharpness - example.sharpness)).toBeLessThanOrEqual(1e-9 * (1 + example.sharpness));
    expect(measures.clippedShare).toBeCloseTo(example.clippedShare, 12);
    const histogram = Buffer.from(Uint32Array.from(measures.histogram).buffer);
    expect(createHash('sha256').update(histogram).digest('hex')).toBe(example.histogramSha256);
  });

  test('sharpness follows its definition at every size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(999),
        (width, height, seed) => {
          const image = hashedPicture(width, height, seed);
          const expected = sharpnessByDefinition(image);
          expect(Math.abs(measureImage(image).sharpness - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
        },
      ),
    );
  });

  test('a checkerboard of black and white, the largest values there are, does not overflow', () => {
    const widthPx = 4100;
    const data = Uint8Array.from(
      { length: widthPx * 6 },
      (_, index) => (((index % widthPx) + Math.floor(index / widthPx)) % 2) * 255,
    );
    const measures = measureImage({ widthPx, heightPx: 6, data });
    expect(measures.sharpness).toBe(1020 * 1020);
    expect(measures.clippedShare).toBe(1);
    expect(measures.contrast).toBe(127.5);
  });

  test('a blurred picture is less sharp, a picture of one level has neither contrast nor sharpness', () => {
    const sharp = hashedPicture(64, 64, 3);
    const blurred = {
      ...sharp,
      data: sharp.data.map((level, index) => (level + sharp.data[index === 0 ? 0 : index - 1]) >> 1),
    };
    expect(measureImage(blurred).sharpness).toBeLessThan(measureImage(sharp).sharpness);
    const flat = measureImage({ widthPx: 5, heightPx: 4, data: new Uint8Array(20).fill(77) });
    expect(flat).toMatchObject({ mean: 77, contrast: 0, sharpness: 0, clippedShare: 0 });
  });
});

describe('the pixel hash', () => {
  test('tells pictures apart by one level and by their shape', () => {
    const image = hashedPicture(6, 4, 1);
    const other = { ...image, data: image.data.slice() };
    other.data[7] ^= 1;
    const wide = { widthPx: 8, heightPx: 3, data: image.data };
    const hashes = [image, other, wide].map(pixelSha256);
    expect(new Set(hashes).size).toBe(3);
    expect(pixelSha256({ ...image, data: image.data.slice() })).toBe(hashes[0]);
  });
});
