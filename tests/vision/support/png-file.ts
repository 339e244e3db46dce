import { crc32, deflateSync } from 'node:zlib';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';

export const pngColour = { grey: 0, rgb: 2, palette: 3, greyAlpha: 4, rgbAlpha: 6 } as const;

export type PngChunk = { readonly type: string; readonly data: Uint8Array };

/** A PNG written chunk by chunk, so that tests can make the ones no library writes. `rows` are the unfiltered bytes of each row. */
export function pngFile(options: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly colour: number;
  readonly rows: Uint8Array;
  readonly before?: readonly PngChunk[];
}): Uint8Array {
  const { widthPx, heightPx, bits, colour, rows, before = [] } = options;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = bits;
  header[9] = colour;
  const rowBytes = rows.length / heightPx;
  const filtered = Buffer.alloc(rows.length + heightPx);
  for (let y = 0; y < heightPx; y++)
    filtered.set(rows.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  return pngOfChunks([
    { type: 'IHDR', data: header },
    ...before,
    { type: 'IDAT', data: deflateSync(filtered) },
    { type: 'IEND', data: new Uint8Array() },
  ]);
}

export function pngOfChunks(chunks: readonly PngChunk[]): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')];
  for (const { type, data } of chunks) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    parts.push(length, body, check);
  }
  return Buffer.concat(parts);
}

export function greyPng(image: GreyImage, before: readonly PngChunk[] = []): Uint8Array {
  return pngFile({ ...image, bits: 8, colour: pngColour.grey, rows: image.data, before });
}
