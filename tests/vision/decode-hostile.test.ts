import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../electron/vision/decode/decode-image.ts';
import { hashedPicture } from '../support/hashed-picture.ts';
import { bmpFile } from './support/bmp-file.ts';
import { greyPng } from './support/png-file.ts';
import { tiffFile } from './support/tiff-file.ts';

const picture = hashedPicture(24, 18, 71);
const raw = () =>
  sharp(picture.data, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 1 } }).toColourspace('b-w');

const files: readonly (readonly [string, Uint8Array])[] = [
  ['a.png', greyPng(picture)],
  ['a.bmp', bmpFile(picture)],
  ['a.pgm', Buffer.concat([Buffer.from('P5 24 18 255 '), picture.data])],
  ['a.tif', tiffFile([{ image: picture }])],
  ['b.tif', await raw().tiff({ compression: 'deflate', bigtiff: true }).toBuffer()],
  ['a.jpg', await raw().jpeg().withMetadata({ orientation: 6 }).toBuffer()],
  ['b.jpg', await raw().jpeg({ progressive: true }).toBuffer()],
];

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  /** Most damage to a header is done within its first bytes. */
  early: fc.boolean(),
  value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0x10),
});

/** Enough to meet every branch now and then; run by hand with more. */
const numRuns = Number(process.env.PLUGSIGHT_FUZZ_RUNS ?? 250);

describe('a damaged file', () => {
  test.each(files)(
    'is a picture of the size it says or refused with a sentence, never an exception (%s)',
    async (name, whole) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 4 }),
          fc.option(fc.nat(whole.length)),
          async (changes, cut) => {
            const bytes = Buffer.from(whole);
            for (const { at, early, value } of changes)
              bytes[Math.floor(at * (early ? Math.min(80, bytes.length) : bytes.length))] = value;
            const result = await decodeImage(bytes.subarray(0, cut ?? bytes.length), name);
            if (result.ok) {
              const { image } = result.value;
              expect(image.data.length).toBe(image.widthPx * image.heightPx);
              expect(image.data.length).toBeLessThanOrEqual(12_000_000);
            } else {
              expect(result.problem.sentence.startsWith(name)).toBe(true);
              expect(result.problem.sentence.endsWith('.')).toBe(true);
            }
          },
        ),
        { numRuns },
      );
    },
  );

  test.each(files)('cut short at any byte is refused (%s)', async (name, whole) => {
    for (let length = 0; length < whole.length; length += Math.max(1, Math.floor(whole.length / 60))) {
      expect((await decodeImage(whole.subarray(0, length), name)).ok).toBe(false);
    }
  });
});
