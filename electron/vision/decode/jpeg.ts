import type { Result } from '../../../shared/domain/problem.ts';
import { exifFacts } from './exif.ts';
import { type ImageHeader, withinLimits } from './image-header.ts';
import { type JpegPicture, walkJpeg } from './jpeg-markers.ts';
import { corrupt, incomplete, notEightBit, refusal } from './refusal.ts';

/** Size, depth and colour of a JPEG, checked before decoding, and whether its end is there: decoders fill what is missing with grey. */
export function readJpegHeader(bytes: Uint8Array, name: string): Result<ImageHeader> {
  const picture = walkJpeg(bytes, 0);
  const frame = picture.frame;
  if (frame === null) {
    return picture.end === null
      ? incomplete(name, `the JPEG ends within its header, after ${bytes.length} bytes`)
      : corrupt(name, 'the JPEG holds no picture');
  }
  const size = { widthPx: frame.widthPx, heightPx: frame.heightPx };
  const header = withinLimits(name, {
    size,
    orientation: 1,
    captureTime: null,
    warnings: [],
    plainGrey: frame.components === 1,
  });
  if (!header.ok) return header;
  if (frame.bits !== 8) return notEightBit(name, `${frame.bits} bits a sample`);
  if (frame.process === 'lossless' || frame.process === 'hierarchical') {
    return refusal(
      'image-format-unsupported',
      name,
      `is a ${frame.process} JPEG, a form that is not read. Save it as PNG.`,
    );
  }
  if (frame.components === 4) {
    return refusal(
      'image-colour-space',
      name,
      'is a CMYK JPEG (four inks). Programs disagree whether the inks are stored inverted, so its grey would be a guess. Save it as 8-bit grey.',
    );
  }
  if (frame.components !== 1 && frame.components !== 3) {
    return refusal('image-colour-space', name, `has ${frame.components} colour components; 1 (grey) or 3 are read.`);
  }
  if (picture.end === null) return incomplete(name, `the JPEG ends before its end marker, after ${bytes.length} bytes`);
  const exif = picture.exif === null ? {} : exifFacts(picture.exif);
  return { ok: true, value: { ...header.value, ...exif, warnings: furtherPictures(bytes, name, picture) } };
}

/** Multi-picture files (MPO) and files with a preview appended: the first picture is taken, and said. */
function furtherPictures(bytes: Uint8Array, name: string, first: JpegPicture): string[] {
  let count = 1;
  let end = first.end;
  while (end !== null) {
    const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf('\xff\xd8\xff', end, 'latin1');
    if (start < 0) break;
    const next = walkJpeg(bytes, start);
    if (next.frame === null) break;
    count += 1;
    end = next.end;
  }
  return count === 1 ? [] : [`${name} holds ${count} pictures; the first was taken, the others are left aside.`];
}
