import type { Result } from '../../../shared/domain/problem.ts';
import { exifFacts } from './exif.ts';
import { type ImageHeader, withinLimits } from './image-header.ts';
import { corrupt, incomplete, notEightBit, refusal } from './refusal.ts';

/**
 * Walks a PNG's chunks to its end (by their lengths, without reading pixels): size and depth from IHDR, EXIF, the number of
 * animation frames, and whether the end is there. Source: PNG specification, third edition, sections 5 and 11.
 */
export function readPngHeader(bytes: Uint8Array, name: string): Result<ImageHeader> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 33) return incomplete(name, `the PNG ends within its header, after ${file.length} bytes`);
  if (file.toString('latin1', 12, 16) !== 'IHDR')
    return corrupt(name, 'a PNG begins with its IHDR chunk, this one does not');
  const size = { widthPx: file.readUInt32BE(16), heightPx: file.readUInt32BE(20) };
  const depth = file[24];
  const header = withinLimits(name, {
    size,
    orientation: 1,
    captureTime: null,
    warnings: [],
    plainGrey: file[25] === 0,
  });
  if (!header.ok) return header;
  if (depth === 16) return notEightBit(name, '16 bits a sample');

  let plainGrey = header.value.plainGrey;
  let exif = { orientation: 1, captureTime: null as string | null };
  for (let at = 8; ; ) {
    if (at + 12 > file.length) return incomplete(name, 'the PNG ends before its IEND chunk');
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > file.length) return incomplete(name, `the PNG ends within a ${type} chunk`);
    const frames = type === 'acTL' && length >= 8 ? file.readUInt32BE(at + 8) : 1;
    if (frames > 1) {
      return refusal(
        'image-several-pages',
        name,
        `is an animation of ${frames} frames; one picture a file is read. Save the frames as single files.`,
      );
    }
    if (type === 'eXIf') exif = exifFacts(file.subarray(at + 8, at + 8 + length));
    if (type === 'tRNS') plainGrey = false;
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return { ok: true, value: { ...header.value, ...exif, plainGrey } };
}
