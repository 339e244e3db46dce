import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import { type ImageHeader, withinLimits } from './image-header.ts';
import { corrupt, incomplete, notEightBit, refusal } from './refusal.ts';

export type PgmHeader = ImageHeader & { readonly binary: boolean; readonly pixelOffset: number };

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Portable grey map, binary (P5) and plain (P2), 8 bits. Comments run from # to the end of the line anywhere before the single
 * white-space byte that ends the header: what follows is pixels, whatever it looks like. Source: netpbm, pgm(5).
 */
export function readPgmHeader(bytes: Uint8Array, name: string): Result<PgmHeader> {
  const fields: number[] = [];
  let at = 2;
  while (fields.length < 3) {
    at = skipBlanksAndComments(bytes, at);
    const start = at;
    while (at < bytes.length && isDigit(bytes[at])) at++;
    if (at >= bytes.length) return incomplete(name, 'the PGM ends within its header');
    if (at === start) return corrupt(name, `the PGM header has no number where one belongs (byte ${at})`);
    fields.push(Number(Buffer.from(bytes.subarray(start, at)).toString('latin1')));
  }
  if (!isBlank(bytes[at])) return corrupt(name, 'the PGM header does not end with a blank');
  const [widthPx, heightPx, maximum] = fields;
  const limited = withinLimits(name, {
    size: { widthPx, heightPx },
    orientation: 1,
    captureTime: null,
    warnings: [],
    plainGrey: true,
  });
  if (!limited.ok) return limited;
  if (maximum > 255) return notEightBit(name, `16 bits a sample (its maximum value is ${maximum})`);
  if (maximum !== 255) return notEightBit(name, `${maximum} as its maximum value instead of 255`);
  const binary = bytes[1] === 0x35;
  const pixelOffset = at + 1;
  if (binary) {
    const there = bytes.length - pixelOffset;
    const needed = widthPx * heightPx;
    if (there < needed) return incomplete(name, `${needed} pixels belong in it, ${there} are there`);
    const rest = Buffer.from(bytes.buffer, bytes.byteOffset + pixelOffset + needed, Math.min(3, there - needed));
    if (/^P[1-6]\s/.test(rest.toString('latin1'))) {
      return refusal(
        'image-several-pages',
        name,
        'holds several pictures one after the other; one picture a file is read. Save each as a file of its own.',
      );
    }
  }
  return { ok: true, value: { ...limited.value, binary, pixelOffset } };
}

export function readPgmPixels(bytes: Uint8Array, header: PgmHeader, name: string): Result<GreyImage> {
  const { widthPx, heightPx } = header.size;
  const length = widthPx * heightPx;
  if (header.binary) {
    const data = new Uint8Array(bytes.subarray(header.pixelOffset, header.pixelOffset + length));
    return { ok: true, value: { widthPx, heightPx, data } };
  }
  const data = new Uint8Array(length);
  let at = header.pixelOffset;
  for (let index = 0; index < length; index++) {
    at = skipBlanksAndComments(bytes, at);
    let level = 0;
    const start = at;
    for (; at < bytes.length && isDigit(bytes[at]); at++) level = level * 10 + bytes[at] - 0x30;
    if (at === start) {
      return at >= bytes.length
        ? incomplete(name, `${length} pixels belong in it, ${index} are there`)
        : corrupt(name, `pixel ${index} is not a number`);
    }
    if (level > 255) return corrupt(name, `pixel ${index} is ${level}, above its own maximum value 255`);
    data[index] = level;
  }
  return { ok: true, value: { widthPx, heightPx, data } };
}

function skipBlanksAndComments(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    if (isBlank(bytes[at])) at++;
    else if (bytes[at] === 0x23) {
      while (at < bytes.length && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++;
    } else break;
  }
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
