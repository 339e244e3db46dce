import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { equalise, resizeArea, resizeOpencvLinear } from '../../../shared/geometry/index.ts';
import { hashedPicture } from '../../support/hashed-picture.ts';

const pair = z.tuple([z.number(), z.number()]);
const fixture = z
  .object({
    resized: z.array(
      z.object({
        seed: z.number(),
        source: pair,
        target: pair,
        linearSha256: z.string(),
        linearFirst: z.array(z.number()),
        areaSum: z.number().nullable(),
        areaFirst: z.array(z.number()),
      }),
    ),
    halves: z.array(z.object({ above: z.number(), levels: z.array(z.number()) })),
    equalised: z.array(z.object({ seed: z.number(), size: pair, levels: pair, sha256: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/geometry/opencv.json', import.meta.url), 'utf8')));

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the opencv-linear kernel', () => {
  test.each(fixture.resized)('gives the bytes of cv2.resize(INTER_LINEAR) for $source -> $target', (example) => {
    const source = hashedPicture(...example.source, example.seed);
    const resized = resizeOpencvLinear(source, { widthPx: example.target[0], heightPx: example.target[1] });
    expect([...resized.data.subarray(0, 12)]).toEqual(example.linearFirst);
    expect(sha(resized.data)).toBe(example.linearSha256);
  });
});

describe('the area kernel', () => {
  const shrinking = fixture.resized.filter((example) => example.areaSum !== null);
  test.each(shrinking)('is within one level of cv2.resize(INTER_AREA) for $source -> $target', (example) => {
    const source = hashedPicture(...example.source, example.seed);
    const resized = resizeArea(source, { widthPx: example.target[0], heightPx: example.target[1] });
    example.areaFirst.forEach((level, index) => {
      expect(Math.abs(resized.data[index] - level)).toBeLessThanOrEqual(1);
    });
    const sum = resized.data.reduce((total, level) => total + level, 0);
    expect(Math.abs(sum - (example.areaSum ?? 0)) / resized.data.length).toBeLessThan(0.25);
  });
});

describe('equalisation', () => {
  test.each(fixture.equalised)('gives the bytes of cv2.equalizeHist for $size, levels $levels', (example) => {
    const source = hashedPicture(...example.size, example.seed, ...example.levels);
    expect(sha(equalise(source).data)).toBe(example.sha256);
  });

  test('rounds as cv2.equalizeHist does where a cumulated count falls on a half', () => {
    for (const { above, levels } of fixture.halves) {
      const ours = levels.map((_, index) => {
        const middle = index + 1;
        const data = new Uint8Array(3 + above)
          .fill(200)
          .fill(10, 0, 3)
          .fill(100, 3, 3 + middle);
        return equalise({ widthPx: data.length, heightPx: 1, data }).data[3];
      });
      expect(ours).toEqual(levels);
    }
  });
});
