import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { hashedPicture } from '../support/hashed-picture.ts';
import { accepted, refused } from './support/decoded.ts';
import { linearGreyProfileChunk } from './support/grey-profile.ts';
import { greyPng, type PngChunk, pngColour, pngFile, pngOfChunks } from './support/png-file.ts';

const picture = hashedPicture(37, 29, 11);
const { widthPx, heightPx } = picture;
const interleaved = (channels: number, sample: (level: number, channel: number) => number): Uint8Array =>
  Uint8Array.from({ length: picture.data.length * channels }, (_, index) =>
    sample(picture.data[Math.floor(index / channels)], index % channels),
  );
const png = (bits: number, colour: number, rows: Uint8Array, before: readonly PngChunk[] = []) =>
  pngFile({ widthPx, heightPx, bits, colour, rows, before });

describe('a PNG', () => {
  test('of 8-bit grey comes out sample for sample', async () => {
    const { image, facts } = await accepted(greyPng(picture), 'frame.png');
    expect(image).toEqual(picture);
    expect(facts).toMatchObject({ format: 'png', orientation: 1, warnings: [], captureTime: null });
  });

  test('with a colour profile keeps its samples, which a decoder that applies profiles would shift', async () => {
    const bytes = greyPng(picture, [linearGreyProfileChunk()]);
    const shifted = await sharp(bytes).raw().toBuffer();
    expect(shifted.equals(picture.data)).toBe(false);
    expect((await accepted(bytes, 'profile.png')).image).toEqual(picture);
  });

  test('with a gamma chunk keeps its samples', async () => {
    const gamma = Buffer.alloc(4);
    gamma.writeUInt32BE(100_000);
    expect((await accepted(greyPng(picture, [{ type: 'gAMA', data: gamma }]), 'gamma.png')).image).toEqual(picture);
  });

  test('of 24-bit RGB is grey when the three are equal in every pixel, not one level off', async () => {
    expect(
      (
        await accepted(
          png(
            8,
            pngColour.rgb,
            interleaved(3, (level) => level),
          ),
          'rgb.png',
        )
      ).image,
    ).toEqual(picture);
  });

  test('of RGB with one coloured pixel is refused and the pixel named', async () => {
    const rows = interleaved(3, (level) => level);
    rows[(4 * widthPx + 5) * 3 + 1] ^= 1;
    await refused(png(8, pngColour.rgb, rows), 'colour.png', 'image-not-grey', '(5, 4)');
  });

  test('with alpha is taken when nothing is transparent and refused when one pixel is', async () => {
    const opaque = interleaved(2, (level, channel) => (channel === 0 ? level : 255));
    expect((await accepted(png(8, pngColour.greyAlpha, opaque), 'opaque.png')).image).toEqual(picture);
    const opaqueRgb = interleaved(4, (level, channel) => (channel < 3 ? level : 255));
    expect((await accepted(png(8, pngColour.rgbAlpha, opaqueRgb), 'opaque.png')).image).toEqual(picture);
    opaque[2 * (3 * widthPx + 7) + 1] = 254;
    await refused(png(8, pngColour.greyAlpha, opaque), 'glass.png', 'image-not-grey', '(7, 3)', '254');
  });

  test('with a transparent grey level is refused when a pixel has it and taken when none has', async () => {
    const level = (value: number) => [{ type: 'tRNS', data: Uint8Array.of(0, value) }];
    const bright = { ...picture, data: picture.data.map((each) => each | 1) };
    await refused(greyPng(bright, level(bright.data[0])), 'hole.png', 'image-not-grey', '(0, 0)');
    expect((await accepted(greyPng(bright, level(0)), 'whole.png')).image).toEqual(bright);
  });

  test('with a shuffled grey palette gives levels, not indices', async () => {
    const levels = Array.from({ length: 256 }, (_, index) => (index * 77 + 13) & 255);
    const palette = { type: 'PLTE', data: Uint8Array.from(levels.flatMap((level) => [level, level, level])) };
    const { image } = await accepted(png(8, pngColour.palette, picture.data, [palette]), 'palette.png');
    expect([...image.data]).toEqual([...picture.data].map((index) => levels[index]));
  });

  test('with a palette that has a colour in use is refused', async () => {
    const entries = Array.from({ length: 256 }, (_, index) => [index, index, index]);
    entries[picture.data[0]] = [1, 2, 3];
    const palette = { type: 'PLTE', data: Uint8Array.from(entries.flat()) };
    await refused(png(8, pngColour.palette, picture.data, [palette]), 'colours.png', 'image-not-grey');
  });

  test('of 4 bits spreads its sixteen levels over 0..255 without loss', async () => {
    const rows = Uint8Array.from({ length: 8 * 4 }, (_, index) => (index * 37) & 255);
    const { image } = await accepted(pngFile({ widthPx: 16, heightPx: 4, bits: 4, colour: 0, rows }), 'four.png');
    expect([...image.data]).toEqual([...rows].flatMap((pair) => [(pair >> 4) * 17, (pair & 15) * 17]));
  });

  test('of 16 bits is refused, its 8-bit twin accepted', async () => {
    await refused(
      png(
        16,
        pngColour.grey,
        interleaved(2, (level) => level),
      ),
      'scan.png',
      'image-not-8-bit',
      '16',
    );
    await accepted(greyPng(picture), 'scan.png');
  });

  test('that is interlaced comes out the same', async () => {
    const raw = sharp(picture.data, { raw: { width: widthPx, height: heightPx, channels: 1 } });
    const bytes = await raw.toColourspace('b-w').png({ progressive: true }).toBuffer();
    expect(bytes[28]).toBe(1);
    expect((await accepted(bytes, 'interlaced.png')).image).toEqual(picture);
  });

  test('cut anywhere is refused as incomplete', async () => {
    const whole = greyPng(picture);
    for (const length of [9, 20, 40, 200, whole.length - 12, whole.length - 1]) {
      await refused(whole.subarray(0, length), 'cut.png', 'image-incomplete', 'incomplete');
    }
  });

  test('with a damaged byte among its pixels is refused, never half decoded', async () => {
    const whole = Buffer.from(greyPng(picture));
    whole[whole.length - 40] ^= 0x10;
    await refused(whole, 'damaged.png', 'image-corrupt', 'damaged');
  });

  test('whose pixel data ends early is refused although all its chunks are there', async () => {
    const short = pngFile({
      widthPx,
      heightPx: heightPx - 9,
      bits: 8,
      colour: 0,
      rows: picture.data.subarray(0, widthPx * (heightPx - 9)),
    });
    const bytes = Buffer.from(short);
    bytes.writeUInt32BE(heightPx, 20);
    const header = bytes.subarray(16, 29);
    const chunks = [
      { type: 'IHDR', data: header },
      { type: 'IDAT', data: short.subarray(41, short.length - 16) },
      { type: 'IEND', data: new Uint8Array() },
    ];
    await refused(pngOfChunks(chunks), 'short.png', 'image-corrupt', 'damaged');
  });

  test('that is an animation is refused with its number of frames', async () => {
    const control = Buffer.alloc(8);
    control.writeUInt32BE(3, 0);
    await refused(greyPng(picture, [{ type: 'acTL', data: control }]), 'loop.png', 'image-several-pages', '3 frames');
  });

  test('turned by its eXIf chunk is upright', async () => {
    const exif = Buffer.from('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0', 'latin1');
    const { image, facts } = await accepted(greyPng(picture, [{ type: 'eXIf', data: exif }]), 'turned.png');
    expect(facts.orientation).toBe(3);
    expect([...image.data]).toEqual([...picture.data].reverse());
  });
});
