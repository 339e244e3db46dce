import { numberOf, type TiffDirectory, type TiffReader, textOf, tiffReader } from './tiff-directory.ts';

export type ExifFacts = { readonly orientation: number; readonly captureTime: string | null };

const noFacts: ExifFacts = { orientation: 1, captureTime: null };
const exifDirectoryTag = 0x8769;
const orientationTag = 0x0112;
const originalTimeTag = 0x9003;
const originalOffsetTag = 0x9011;
const originalFractionTag = 0x9291;

/** Orientation and time of exposure from an EXIF block (a TIFF without pixels). A damaged block says nothing and refuses nothing. */
export function exifFacts(block: Uint8Array): ExifFacts {
  try {
    const reader = tiffReader(block);
    return exifFactsOf(reader, reader.directoryAt(reader.firstOffset).tags);
  } catch {
    return noFacts;
  }
}

export function exifFactsOf(reader: TiffReader, tags: TiffDirectory): ExifFacts {
  const stored = numberOf(tags, orientationTag) ?? 1;
  const orientation = Number.isInteger(stored) && stored >= 1 && stored <= 8 ? stored : 1;
  try {
    const offset = numberOf(tags, exifDirectoryTag);
    const exif = offset === undefined ? undefined : reader.directoryAt(offset).tags;
    return { orientation, captureTime: exif === undefined ? null : captureTime(exif) };
  } catch {
    return { orientation, captureTime: null };
  }
}

/** `2026:03:01 14:05:09` becomes ISO 8601; no offset in the file, none in the answer. The time of editing (0x0132) is not the capture. */
function captureTime(exif: TiffDirectory): string | null {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(textOf(exif, originalTimeTag) ?? '');
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const fraction = /^\d+$/.exec(textOf(exif, originalFractionTag) ?? '')?.[0];
  const offset = /^[+-]\d\d:\d\d$/.exec(textOf(exif, originalOffsetTag) ?? '')?.[0] ?? '';
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // Cameras without a set clock write 0000:00:00 and the like.
  if (Number.isNaN(Date.parse(`${local}Z`))) return null;
  return `${local}${fraction === undefined ? '' : `.${fraction.slice(0, 3)}`}${offset}`;
}
