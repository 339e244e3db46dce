import { describe, test } from 'vitest';
import { hashedPicture } from '../support/hashed-picture.ts';
import { bmpFile } from './support/bmp-file.ts';
import { accepted, refused } from './support/decoded.ts';
import { greyPng, pngOfChunks } from './support/png-file.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('a file that is no picture we read', () => {
  test.each([
    ['a.gif', 'GIF89a\x01\0\x01\0', 'GIF'],
    ['a.webp', 'RIFF\x24\0\0\0WEBPVP8 ', 'WebP'],
    ['a.heic', '\0\0\0\x18ftypheic\0\0\0\0', 'HEIF'],
    ['a.avif', '\0\0\0\x18ftypavif\0\0\0\0', 'AVIF'],
    ['a.svg', '\ufeff<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG'],
    ['b.svg', '<!-- drawing -->\n<svg width="3">', 'SVG'],
    ['a.cr2', 'II*\0\x10\0\0\0CR\x02\0', 'raw camera'],
    ['a.jxl', '\xff\x0a\0\0', 'JPEG XL'],
    ['a.jp2', '\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000'],
    ['a.pdf', '%PDF-1.7', 'PDF'],
    ['a.mp4', '\0\0\0\x18ftypisom', 'video'],
    ['a.png', '<!DOCTYPE html><html><body>404</body></html>', 'web page'],
    ['notes.png', 'the camera was moved on Tuesday', 'not a picture'],
    ['one.bmp', 'B', 'not a picture'],
  ])('%s is refused as what its first bytes say', async (name, text, mention) => {
    const bytes = text.startsWith('\ufeff') ? Buffer.from(text, 'utf8') : latin(text);
    await refused(bytes, name, 'image-format-unsupported', mention, 'PNG');
  });

  test('an empty file is refused as empty, its twin with pixels accepted', async () => {
    await refused(new Uint8Array(), 'frame_0001.bmp', 'file-empty', 'empty');
    await accepted(bmpFile(hashedPicture(8, 8)), 'frame_0001.bmp');
  });
});

describe('the limits', () => {
  const header = (widthPx: number, heightPx: number): Uint8Array => {
    const data = Buffer.alloc(13);
    data.writeUInt32BE(widthPx, 0);
    data.writeUInt32BE(heightPx, 4);
    data[8] = 8;
    return pngOfChunks([{ type: 'IHDR', data }]);
  };

  test('400 megapixels are refused from the header, with both numbers', async () => {
    await refused(header(20_000, 20_000), 'bomb.png', 'image-too-many-pixels', '20000x20000', '12 megapixels');
  });

  test('hold for every format that names its size', async () => {
    const bmp = Buffer.from(bmpFile(hashedPicture(8, 8)));
    bmp.writeInt32LE(20_000, 18);
    bmp.writeInt32LE(-20_000, 22);
    await refused(bmp, 'bomb.bmp', 'image-too-many-pixels', '20000x20000');
    await refused(latin('P5 20000 20000 255 '), 'bomb.pgm', 'image-too-many-pixels', '20000x20000');
  });

  test('12 megapixels exactly are read, one row more is not', async () => {
    const limit = { widthPx: 4000, heightPx: 3000, data: new Uint8Array(12_000_000).fill(9) };
    await accepted(greyPng(limit), 'large.png');
    await refused(header(4000, 3001), 'larger.png', 'image-too-many-pixels', '4000x3001', '12');
  });

  test('a file above 32 MB is refused with its size', async () => {
    await refused(new Uint8Array(33 * 1024 * 1024), 'huge.bmp', 'file-too-large', '33.0 MB', '32 MB');
  });
});
