import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { hashedPicture } from '../support/hashed-picture.ts';
import { accepted, refused } from './support/decoded.ts';
import { tiffFile } from './support/tiff-file.ts';

const picture = hashedPicture(70, 50, 21);
const raw = () =>
  sharp(picture.data, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 1 } }).toColourspace('b-w');

describe('a TIFF', () => {
  test.each([
    ['uncompressed strips', { compression: 'none' }],
    ['LZW with predictor', { compression: 'lzw', predictor: 'horizontal' }],
    [
      'LZW tiles that reach over the edge',
      { compression: 'lzw', predictor: 'horizontal', tile: true, tileWidth: 32, tileHeight: 32 },
    ],
    ['deflate', { compression: 'deflate' }],
    ['packbits', { compression: 'packbits' }],
    ['BigTIFF with deflate', { compression: 'deflate', bigtiff: true }],
  ] as const)('of %s comes out sample for sample', async (_, options) => {
    const bytes = await raw().tiff(options).toBuffer();
    const { image, facts } = await accepted(bytes, 'frame.tif');
    expect(facts.format).toBe('tiff');
    expect(image).toEqual(picture);
  });

  test('of version 43 is recognised by its first bytes', async () => {
    const bytes = await raw().tiff({ bigtiff: true }).toBuffer();
    expect(bytes[2]).toBe(43);
    await accepted(bytes, 'big.tif');
  });

  test("with a camera maker's own tags is read", async () => {
    expect((await accepted(tiffFile([{ image: picture, tags: { 65000: 7, 33000: 1 } }]), 'maker.tif')).image).toEqual(
      picture,
    );
  });

  test('whose white is 0 is turned over', async () => {
    const { image } = await accepted(tiffFile([{ image: picture, tags: { 262: 0 } }]), 'negative.tif');
    expect([...image.data]).toEqual([...picture.data].map((level) => 255 - level));
  });

  test('of RGB that is grey is accepted, of colour refused', async () => {
    const rgb = Uint8Array.from({ length: picture.data.length * 3 }, (_, index) => picture.data[Math.floor(index / 3)]);
    const tags = { 262: 2, 277: 3 };
    const page = { image: picture, tags };
    // One BitsPerSample value for three samples: what some writers do.
    expect((await accepted(tiffFile([{ ...page, pixels: rgb }]), 'rgb.tif')).image).toEqual(picture);
    rgb[0] ^= 255;
    await refused(tiffFile([{ ...page, pixels: rgb }]), 'colour.tif', 'image-not-grey');
  });

  test('of two pages is refused with their number, its first page alone accepted', async () => {
    await refused(tiffFile([{ image: picture }, { image: picture }]), 'pages.tif', 'image-several-pages', '2 pages');
    expect((await accepted(tiffFile([{ image: picture }]), 'page.tif')).image).toEqual(picture);
  });

  test('with a preview as its second page is taken, and said', async () => {
    const preview = { image: hashedPicture(7, 5), tags: { 254: 1 } };
    const { image, facts } = await accepted(tiffFile([{ image: picture }, preview]), 'preview.tif');
    expect(image).toEqual(picture);
    expect(facts.warnings.join()).toMatch(/preview/);
  });

  test.each([
    ['16 bits', { 258: 16 }, 'image-not-8-bit', '16'],
    ['12 bits', { 258: 12 }, 'image-not-8-bit', '12'],
    ['one bit', { 258: 1 }, 'image-not-8-bit', '1 bit'],
    ['floating point', { 258: 32, 339: 3 }, 'image-not-8-bit', 'floating'],
    ['signed samples', { 339: 2 }, 'image-not-8-bit', 'signed'],
    ['CMYK', { 262: 5, 277: 4 }, 'image-colour-space', 'CMYK'],
    ['a Bayer mosaic', { 262: 32803 }, 'image-colour-space', 'Bayer'],
    ['DNG', { 50706: 1 }, 'image-colour-space', 'DNG'],
  ] as const)('of %s is refused from its header', async (_, tags, code, mention) => {
    await refused(tiffFile([{ image: picture, tags }]), 'strange.tif', code, mention);
  });

  test('whose pixels are not all there is refused as incomplete', async () => {
    const whole = tiffFile([{ image: picture }]);
    const directoryFirst = await raw().tiff({ compression: 'none' }).toBuffer();
    await refused(tiffFile([{ image: picture, tags: { 273: whole.length - 100 } }]), 'cut.tif', 'image-incomplete');
    await refused(directoryFirst.subarray(0, directoryFirst.length - 400), 'cut.tif', 'image-incomplete', 'incomplete');
    await refused(whole.subarray(0, 12), 'cut.tif', 'image-incomplete');
  });

  test('whose pages point at each other is refused instead of read forever', async () => {
    const bytes = Buffer.from(tiffFile([{ image: picture }]));
    bytes.writeUInt32LE(bytes.readUInt32LE(4), bytes.length - 4);
    await refused(bytes, 'circle.tif', 'image-corrupt', 'circle');
  });
});
