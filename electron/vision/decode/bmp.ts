import type { Result } from '../../../shared/domain/problem.ts';
import { type ImageHeader, withinLimits } from './image-header.ts';
import { corrupt, incomplete, refusal } from './refusal.ts';

/** A BMP's header; `topDown` when the height field is negative, `palette` grey levels by index, -1 for an entry that is not grey. */
export type BmpHeader = ImageHeader & {
  readonly bits: 8 | 24 | 32;
  readonly topDown: boolean;
  readonly pixelOffset: number;
  readonly rowBytes: number;
  readonly palette: Int16Array | null;
  /** Byte of each 32-bit pixel that holds alpha, when the header names one. */
  readonly alphaByte: number | null;
};

const compressionNames: Readonly<Record<number, string>> = {
  1: 'run-length compression (RLE8)',
  2: 'run-length compression (RLE4)',
  4: 'a JPEG inside',
  5: 'a PNG inside',
};
const bitFields = 3;

/**
 * 8-bit palette, 24- and 32-bit BMP, rows from either end, headers from 12 bytes (OS/2) to 124 (V5). sharp's build does not read BMP.
 * Source: Microsoft, BITMAPFILEHEADER and BITMAPV5HEADER.
 */
export function readBmpHeader(bytes: Uint8Array, name: string): Result<BmpHeader> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 26) return incomplete(name, `the BMP ends within its header, after ${file.length} bytes`);
  const headerBytes = file.readUInt32LE(14);
  const old = headerBytes === 12;
  if (!old && headerBytes < 40) return corrupt(name, `the BMP header claims ${headerBytes} bytes`);
  if (file.length < 14 + headerBytes) return incomplete(name, 'the BMP ends within its header');

  const storedHeight = old ? file.readUInt16LE(20) : file.readInt32LE(22);
  const size = {
    widthPx: old ? file.readUInt16LE(18) : file.readInt32LE(18),
    heightPx: Math.abs(storedHeight),
  };
  const limited = withinLimits(name, { size, orientation: 1, captureTime: null, warnings: [], plainGrey: true });
  if (!limited.ok) return limited;

  const bits = file.readUInt16LE(old ? 24 : 28);
  const compression = old ? 0 : file.readUInt32LE(30);
  if (compression !== 0 && !(compression === bitFields && bits === 32)) {
    const what = compressionNames[compression] ?? `compression ${compression}`;
    return refusal(
      'image-format-unsupported',
      name,
      `is a BMP with ${what}, a form that is not read. Save it uncompressed, or as PNG.`,
    );
  }
  if (bits !== 8 && bits !== 24 && bits !== 32) {
    return refusal(
      'image-not-8-bit',
      name,
      `is a BMP with ${bits} bits a pixel; 8, 24 and 32 are read. Save it as 8-bit grey.`,
    );
  }
  const masks = bits === 32 && compression === bitFields ? channelBytes(file, headerBytes) : usualChannels;
  if (masks === null)
    return refusal(
      'image-format-unsupported',
      name,
      'is a BMP whose channels are not whole bytes. Save it as 8-bit grey.',
    );

  const pixelOffset = file.readUInt32LE(10);
  const rowBytes = Math.ceil((size.widthPx * bits) / 32) * 4;
  const end = pixelOffset + rowBytes * size.heightPx;
  if (pixelOffset < 14 + headerBytes)
    return corrupt(name, `its pixels are said to begin at byte ${pixelOffset}, within the header`);
  // Some writers leave out the padding of the last row.
  if (end - (rowBytes - Math.ceil((size.widthPx * bits) / 8)) > file.length) {
    return incomplete(name, `its pixels reach to byte ${end}, the file has ${file.length}`);
  }
  return {
    ok: true,
    value: {
      ...limited.value,
      bits,
      topDown: storedHeight < 0,
      pixelOffset,
      rowBytes,
      palette: bits === 8 ? greyPalette(file, headerBytes, pixelOffset) : null,
      alphaByte: masks.alpha,
    },
  };
}

const usualChannels = { alpha: null };

/** Bit masks must name the three low-order colour bytes in any order, as grey needs them all alike; the fourth may be alpha. */
function channelBytes(file: Buffer, headerBytes: number): { readonly alpha: number | null } | null {
  if (headerBytes < 52 && file.length < 66) return null;
  const bytes = [54, 58, 62].map((at) => [0xff, 0xff00, 0xff0000, 0xff000000].indexOf(file.readUInt32LE(at)));
  if (bytes.includes(-1) || new Set(bytes).size !== 3) return null;
  // The readers below take the first three bytes of a pixel.
  if (bytes.includes(3)) return null;
  const alpha = headerBytes >= 56 ? file.readUInt32LE(66) : 0;
  return { alpha: alpha === 0xff000000 ? 3 : null };
}

/** Colours used = 0 means all 256. Entries are blue, green, red (and a fourth byte but in the oldest header). */
function greyPalette(file: Buffer, headerBytes: number, pixelOffset: number): Int16Array {
  const old = headerBytes === 12;
  const entryBytes = old ? 3 : 4;
  const used = old ? 0 : file.readUInt32LE(46);
  const start = 14 + headerBytes;
  const room = Math.floor((pixelOffset - start) / entryBytes);
  const count = Math.min(256, used === 0 ? 256 : used, room);
  const palette = new Int16Array(256).fill(-1);
  for (let index = 0; index < count; index++) {
    const [blue, green, red] = file.subarray(start + index * entryBytes, start + index * entryBytes + 3);
    if (blue === green && green === red) palette[index] = blue;
  }
  return palette;
}
