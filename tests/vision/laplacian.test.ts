import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import wabt from 'wabt';
import { laplacianMoments, scalarMoments } from '../../electron/vision/measure/laplacian.ts';
import { laplacianModuleBase64 } from '../../electron/vision/measure/laplacian-module.ts';
import { hashedPicture } from '../support/hashed-picture.ts';

describe('the vector code of the Laplacian', () => {
  test('is its source, assembled', async () => {
    const source = readFileSync(new URL('../../electron/vision/measure/laplacian.wat', import.meta.url), 'utf8');
    const module = (await wabt()).parseWat('laplacian.wat', source);
    module.resolveNames();
    module.validate();
    expect(Buffer.from(module.toBinary({}).buffer).toString('base64')).toBe(laplacianModuleBase64);
  });

  test('gives the sums of the scalar code at every size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(999),
        (width, height, seed) => {
          const image = hashedPicture(width, height, seed);
          expect(laplacianMoments(image)).toEqual(scalarMoments(image, 0, width));
        },
      ),
    );
  });

  test.each([2448, 8192, 8193, 20_000])('gives them in rows of %i pixels of the largest contrast', (widthPx) => {
    const data = Uint8Array.from(
      { length: widthPx * 3 },
      (_, index) => ((index % widthPx) + Math.floor(index / widthPx)) % 2 && 255,
    );
    const image = { widthPx, heightPx: 3, data };
    expect(laplacianMoments(image).squares).toBe(1020 * 1020 * data.length);
    expect(laplacianMoments(image)).toEqual(scalarMoments(image, 0, widthPx));
  });

  test('is not misled by the larger picture before', () => {
    laplacianMoments(hashedPicture(900, 400, 1));
    const image = hashedPicture(40, 30, 2);
    expect(laplacianMoments(image)).toEqual(scalarMoments(image, 0, 40));
  });
});
