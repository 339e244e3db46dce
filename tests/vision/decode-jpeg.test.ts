import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { GreyImage } from '../../shared/domain/grey-image.ts';
import { accepted, refused } from './support/decoded.ts';

/** Smooth, so that JPEG keeps it to a level or two; no two corners alike. */
const picture: GreyImage = {
  widthPx: 48,
  heightPx: 32,
  data: Uint8Array.from({ length: 48 * 32 }, (_, index) => 30 + (index % 48) * 2 + Math.floor(index / 48) * 3),
};
const { widthPx, heightPx } = picture;
const raw = (channels: 1 | 3 = 1) =>
  sharp(
    channels === 1
      ? picture.data
      : Uint8Array.from({ length: picture.data.length * 3 }, (_, index) => picture.data[Math.floor(index / 3)]),
    { raw: { width: widthPx, height: heightPx, channels } },
  );
const greyJpeg = () => raw().toColourspace('b-w').jpeg({ quality: 95 });
const distance = (a: GreyImage, b: GreyImage): number =>
  a.data.reduce((worst, level, index) => Math.max(worst, Math.abs(level - b.data[index])), 0);

describe('a JPEG', () => {
  test('of one component is read as it is', async () => {
    const bytes = await greyJpeg().toBuffer();
    const { image, facts } = await accepted(bytes, 'frame.jpg');
    expect(facts.format).toBe('jpeg');
    expect(distance(image, picture)).toBeLessThanOrEqual(3);
    expect(image.data).toEqual(new Uint8Array(await sharp(bytes).toColourspace('b-w').raw().toBuffer()));
  });

  test('written as colour from a grey picture is grey, levels equal to its luma', async () => {
    const bytes = await raw(3).jpeg({ quality: 95, chromaSubsampling: '4:2:0' }).toBuffer();
    expect((await sharp(bytes).metadata()).channels).toBe(3);
    expect(distance((await accepted(bytes, 'grey-as-rgb.jpg')).image, picture)).toBeLessThanOrEqual(3);
  });

  test('that really is colour is refused', async () => {
    const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#c04020' } })
      .jpeg()
      .toBuffer();
    await refused(bytes, 'red.jpg', 'image-not-grey', 'colour');
  });

  test('of CMYK inks is refused, its grey twin accepted', async () => {
    const bytes = await raw(3).toColourspace('cmyk').jpeg().toBuffer();
    await refused(bytes, 'inks.jpg', 'image-colour-space', 'CMYK');
    await accepted(await greyJpeg().toBuffer(), 'inks.jpg');
  });

  test('that is progressive is read, and refused when its last scans are missing', async () => {
    const bytes = await raw().toColourspace('b-w').jpeg({ quality: 95, progressive: true }).toBuffer();
    expect(distance((await accepted(bytes, 'scans.jpg')).image, picture)).toBeLessThanOrEqual(3);
    await refused(bytes.subarray(0, Math.floor(bytes.length * 0.8)), 'scans.jpg', 'image-incomplete');
  });

  test('cut anywhere is refused as incomplete, down to the last byte', async () => {
    const whole = await greyJpeg().toBuffer();
    for (const length of [4, 30, 200, Math.floor(whole.length * 0.6), whole.length - 2, whole.length - 1]) {
      await refused(whole.subarray(0, length), 'cut.jpg', 'image-incomplete', 'incomplete');
    }
    await accepted(whole, 'cut.jpg');
  });

  test('whose scan is short but ends with an end marker is refused', async () => {
    const whole = await greyJpeg().toBuffer();
    const patched = Buffer.concat([whole.subarray(0, Math.floor(whole.length * 0.7)), Buffer.from([0xff, 0xd9])]);
    await refused(patched, 'patched.jpg', 'image-incomplete', 'incomplete');
  });

  test('of 12 bits is refused from its header', async () => {
    const bytes = Buffer.from(await greyJpeg().toBuffer());
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes[frame + 4] = 12;
    await refused(bytes, 'deep.jpg', 'image-not-8-bit', '12 bits');
  });

  test('that is lossless is refused by name', async () => {
    const bytes = Buffer.from(await greyJpeg().toBuffer());
    bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc3;
    await refused(bytes, 'lossless.jpg', 'image-format-unsupported', 'lossless');
  });

  test('called .png is taken as JPEG, and said', async () => {
    const { facts, image } = await accepted(await greyJpeg().toBuffer(), 'frame_0001.png');
    expect(facts.format).toBe('jpeg');
    expect(facts.warnings.join()).toMatch(/JPEG.*\.png/);
    expect(distance(image, picture)).toBeLessThanOrEqual(3);
  });

  test.each(['FRAME.JPG', 'frame.jpeg', 'frame', 'a.b.Jpg'])('called %s needs no warning', async (name) => {
    expect((await accepted(await greyJpeg().toBuffer(), name)).facts.warnings).toEqual([]);
  });

  test('with a second picture behind it is taken as its first, and said', async () => {
    const second = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const { facts, image } = await accepted(Buffer.concat([await greyJpeg().toBuffer(), second]), 'drone.jpg');
    expect(distance(image, picture)).toBeLessThanOrEqual(3);
    expect(facts.warnings).toEqual([expect.stringMatching(/drone\.jpg.*2 pictures/)]);
  });

  test('whose second picture is cut off is taken as its first, and said all the same', async () => {
    const first = await greyJpeg().toBuffer();
    const bytes = Buffer.concat([first, first.subarray(0, first.length - 40)]);
    const { facts, image } = await accepted(bytes, 'drone.jpg');
    expect(distance(image, picture)).toBeLessThanOrEqual(3);
    expect(facts.warnings).toEqual([expect.stringMatching(/drone\.jpg.*2 pictures/)]);
  });

  test('with bytes behind its end that are no picture needs no warning', async () => {
    const bytes = Buffer.concat([await greyJpeg().toBuffer(), Buffer.alloc(100)]);
    expect((await accepted(bytes, 'padded.jpg')).facts.warnings).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('with orientation %i is upright, as sharp turns it', async (orientation) => {
    const bytes = await greyJpeg().withMetadata({ orientation }).toBuffer();
    const turned = await sharp(bytes).autoOrient().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    const { image, facts } = await accepted(bytes, 'turned.jpg');
    expect(facts.orientation).toBe(orientation);
    expect(facts.size).toEqual({ widthPx: turned.info.width, heightPx: turned.info.height });
    expect(image.data).toEqual(new Uint8Array(turned.data));
  });

  test('gives the time of exposure with its offset where the file has one', async () => {
    const withTime = (exif: Record<string, string>) => greyJpeg().withExif({ IFD2: exif }).toBuffer();
    const local = await withTime({ DateTimeOriginal: '2026:03:01 14:05:09' });
    expect((await accepted(local, 'a.jpg')).facts.captureTime).toBe('2026-03-01T14:05:09');
    const zoned = await withTime({
      DateTimeOriginal: '2026:03:01 14:05:09',
      OffsetTimeOriginal: '+01:00',
      SubSecTimeOriginal: '25',
    });
    expect((await accepted(zoned, 'a.jpg')).facts.captureTime).toBe('2026-03-01T14:05:09.25+01:00');
    const unset = await withTime({ DateTimeOriginal: '0000:00:00 00:00:00' });
    expect((await accepted(unset, 'a.jpg')).facts.captureTime).toBeNull();
  });
});
