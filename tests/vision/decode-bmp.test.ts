import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashedPicture } from '../support/hashed-picture.ts';
import { bmpFile } from './support/bmp-file.ts';
import { accepted, refused } from './support/decoded.ts';

const picture = hashedPicture(63, 48, 31);

describe('a BMP', () => {
  test('comes out sample for sample at any width, from either end, in 8, 24 and 32 bits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.constantFrom(8 as const, 24 as const, 32 as const),
        async (width, height, topDown, bits) => {
          const small = hashedPicture(width, height, width * 31 + height);
          const { image, facts } = await accepted(bmpFile(small, { topDown, bits }), 'frame.bmp');
          expect(facts.format).toBe('bmp');
          expect(image).toEqual(small);
        },
      ),
    );
  });

  test('with rows from the top is not turned over', async () => {
    const { image } = await accepted(bmpFile(picture, { topDown: true, coloursUsed: 0 }), 'top_down.bmp');
    expect(image).toEqual(picture);
  });

  test('with a palette gives its levels', async () => {
    const palette = Array.from({ length: 256 }, (_, index) => [255 - index, 255 - index, 255 - index] as const);
    const { image } = await accepted(bmpFile(picture, { palette }), 'negative.bmp');
    expect([...image.data]).toEqual([...picture.data].map((level) => 255 - level));
  });

  test('with a short palette is taken when its indices lie in it, refused when one does not', async () => {
    const palette = Array.from({ length: 16 }, (_, index) => [index * 3, index * 3, index * 3] as const);
    const few = hashedPicture(20, 10, 1, 0, 15);
    const { image } = await accepted(bmpFile(few, { palette }), 'few.bmp');
    expect([...image.data]).toEqual([...few.data].map((index) => index * 3));
    few.data[25] = 16;
    await refused(bmpFile(few, { palette }), 'few.bmp', 'image-not-grey', '(5, 1)', '16');
  });

  test('with a coloured palette entry is refused only when a pixel uses it', async () => {
    const palette = Array.from({ length: 256 }, (_, index) => [index, index, index] as [number, number, number]);
    const dark = hashedPicture(20, 10, 1, 0, 99);
    palette[200] = [200, 0, 0];
    expect((await accepted(bmpFile(dark, { palette }), 'marker.bmp')).image).toEqual(dark);
    dark.data[0] = 200;
    await refused(bmpFile(dark, { palette }), 'marker.bmp', 'image-not-grey', '(0, 0)');
  });

  test('with an OS/2 or a V5 header is read', async () => {
    expect((await accepted(bmpFile(picture, { headerBytes: 12 }), 'os2.bmp')).image).toEqual(picture);
    expect((await accepted(bmpFile(picture, { headerBytes: 124 }), 'v5.bmp')).image).toEqual(picture);
  });

  test('of 32 bits: an unnamed fourth byte means nothing, a named alpha must be 255, or 0 everywhere', async () => {
    const fields = { bits: 32, compression: 3, headerBytes: 124, alphaMask: 0xff000000 } as const;
    expect((await accepted(bmpFile(picture, { bits: 32, fourthByte: 7 }), 'x.bmp')).image).toEqual(picture);
    expect((await accepted(bmpFile(picture, { ...fields, fourthByte: 255 }), 'x.bmp')).image).toEqual(picture);
    expect((await accepted(bmpFile(picture, { ...fields, fourthByte: 0 }), 'x.bmp')).image).toEqual(picture);
    await refused(bmpFile(picture, { ...fields, fourthByte: 128 }), 'glass.bmp', 'image-not-grey', 'alpha');
  });

  test('of colour is refused', async () => {
    const bytes = Buffer.from(bmpFile(picture, { bits: 24 }));
    bytes[bytes.length - 4] ^= 0xff;
    await refused(bytes, 'colour.bmp', 'image-not-grey');
  });

  test.each([
    [{ compression: 1 }, 'image-format-unsupported', 'run-length'],
    [{ compression: 5 }, 'image-format-unsupported', 'PNG inside'],
    [{ bits: 4 }, 'image-not-8-bit', '4 bits'],
    [{ bits: 16 }, 'image-not-8-bit', '16 bits'],
  ] as const)('with %o is refused with its reason', async (options, code, mention) => {
    await refused(bmpFile(picture, options), 'odd.bmp', code, mention);
  });

  test('cut anywhere is refused as incomplete', async () => {
    const whole = bmpFile(picture);
    for (const length of [10, 40, 1000, whole.length - 65, whole.length - 2]) {
      await refused(whole.subarray(0, length), 'cut.bmp', 'image-incomplete', 'incomplete');
    }
  });

  test('without the padding of its last row is whole', async () => {
    const whole = bmpFile(picture, { topDown: true });
    expect((await accepted(whole.subarray(0, whole.length - 1), 'whole.bmp')).image).toEqual(picture);
  });

  test('of a negative width or no height is refused without reading further', async () => {
    const bytes = Buffer.from(bmpFile(picture));
    bytes.writeInt32LE(-63, 18);
    await refused(bytes, 'minus.bmp', 'image-corrupt', '-63');
  });
});
