import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPreparedFile, readPreparedPng } from '../../../electron/vision/inference/prepared-png.ts';
import { encodePng } from '../../../electron/vision/store/encode-png.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { greyPng, pngColour, pngFile, pngOfChunks } from '../support/png-file.ts';

const image: GreyImage = {
  widthPx: 7,
  heightPx: 5,
  data: Uint8Array.from({ length: 35 }, (_, index) => (index * 53) % 256),
};

/** The same picture, each row with one of the five filters, written out as the specification says. */
function filtered(filter: number, { widthPx, heightPx, data }: GreyImage): Uint8Array {
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : data[y * widthPx + x]);
  const paeth = (a: number, b: number, c: number) => {
    const distances = [a, b, c].map((value) => Math.abs(a + b - c - value));
    return [a, b, c][distances.indexOf(Math.min(...distances))];
  };
  const predictions = [
    () => 0,
    (x: number, y: number) => at(x - 1, y),
    (x: number, y: number) => at(x, y - 1),
    (x: number, y: number) => Math.floor((at(x - 1, y) + at(x, y - 1)) / 2),
    (x: number, y: number) => paeth(at(x - 1, y), at(x, y - 1), at(x - 1, y - 1)),
  ];
  const rows: number[] = [];
  for (let y = 0; y < heightPx; y++) {
    rows.push(filter);
    for (let x = 0; x < widthPx; x++) rows.push((at(x, y) - (predictions[filter]?.(x, y) ?? 0) + 256) % 256);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = 8;
  const packed = deflateSync(Uint8Array.from(rows));
  return pngOfChunks([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: packed.subarray(0, 9) },
    { type: 'IDAT', data: packed.subarray(9) },
    { type: 'IEND', data: new Uint8Array() },
  ]);
}

/** Another height in the header, its checksum made right again. */
function withHeight(heightPx: number, png: Uint8Array): Uint8Array {
  const file = Buffer.from(png);
  file.writeUInt32BE(heightPx, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  return file;
}

const arbitraryImage = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([widthPx, heightPx]) =>
    fc
      .uint8Array({ minLength: widthPx * heightPx, maxLength: widthPx * heightPx })
      .map((data) => ({ widthPx, heightPx, data })),
  );

describe('the short way to read a prepared picture', () => {
  it('reads what the host writes', async () => {
    expect(readPreparedPng(await encodePng(image))).toEqual(image);
  });

  it('undoes each of the five filters, for any picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), arbitraryImage, (filter, any) => {
        expect(readPreparedPng(filtered(filter, any))).toEqual(any);
      }),
    );
  });

  it('reads what another program filtered as it liked', async () => {
    const { widthPx: width, heightPx: height, data } = image;
    const png = await sharp(data, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png({ adaptiveFiltering: true, compressionLevel: 9 })
      .toBuffer();
    expect(readPreparedPng(png)).toEqual(image);
  });

  it('leaves every file with a changed byte, a byte less or a byte missing to the general way', () => {
    const png = greyPng(image);
    fc.assert(
      fc.property(fc.nat(png.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(png);
        changed[at] ^= change;
        expect(readPreparedPng(changed)).toBeNull();
      }),
    );
    for (let length = 0; length < png.length; length++) expect(readPreparedPng(png.subarray(0, length))).toBeNull();
  });

  it.each([
    ['an unknown filter', filtered(5, image)],
    ['colour', pngFile({ widthPx: 1, heightPx: 1, bits: 8, colour: pngColour.rgb, rows: Uint8Array.of(1, 2, 3) })],
    ['16 bits', pngFile({ widthPx: 1, heightPx: 1, bits: 16, colour: pngColour.grey, rows: Uint8Array.of(1, 2) })],
    ['transparency', greyPng(image, [{ type: 'tRNS', data: Uint8Array.of(0, 0) }])],
    ['an orientation', greyPng(image, [{ type: 'eXIf', data: Uint8Array.of(0) }])],
    ['more rows than its header says', withHeight(4, filtered(0, image))],
    ['fewer rows than its header says', withHeight(6, filtered(0, image))],
    ['nothing', new Uint8Array()],
  ])('leaves a file with %s to the general way', (_, bytes) => {
    expect(readPreparedPng(bytes)).toBeNull();
  });

  it('leaves a file that is not there, a folder and an unreadable one to the general way', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plugsight-prepared-'));
    const path = join(folder, 'picture.png');
    writeFileSync(path, greyPng(image));
    expect(readPreparedFile(path)).toEqual(image);
    expect(readPreparedFile(folder)).toBeNull();
    expect(readPreparedFile(join(folder, 'missing.png'))).toBeNull();
    rmSync(folder, { recursive: true });
  });
});
