import type { Result } from '../../../shared/domain/problem.ts';
import { exifFactsOf } from './exif.ts';
import { type ImageHeader, withinLimits } from './image-header.ts';
import { corrupt, incomplete, notEightBit, type Refusal, refusal } from './refusal.ts';
import { numberOf, numbersOf, TiffDamage, type TiffDirectory, tiffReader } from './tiff-directory.ts';

const tag = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  photometric: 262,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
  dngVersion: 50706,
} as const;

/** What the photometric interpretation says when it is not one that is read. */
const unreadColours: Readonly<Record<number, string>> = {
  5: 'CMYK inks',
  8: 'CIELab colours',
  9: 'CIELab colours',
  10: 'CIELab colours',
  32844: 'logarithmic light values',
  32845: 'logarithmic light values',
};

/** Size, depth, colour and page count of a TIFF or BigTIFF, and whether all its strips or tiles lie in the file. */
export function readTiffHeader(bytes: Uint8Array, name: string): Result<ImageHeader> {
  if (bytes.length < 16) return incomplete(name, `the TIFF ends within its header, after ${bytes.length} bytes`);
  try {
    return headerOf(bytes, name);
  } catch (error) {
    if (error instanceof TiffDamage) return incomplete(name, `the TIFF's directory cannot be read, ${error.message}`);
    throw error;
  }
}

function headerOf(bytes: Uint8Array, name: string): Result<ImageHeader> {
  const reader = tiffReader(bytes);
  const directories: TiffDirectory[] = [];
  const seen = new Set<number>();
  for (let offset = reader.firstOffset; offset !== 0; ) {
    if (seen.has(offset)) return corrupt(name, 'the pages of the TIFF refer to each other in a circle');
    seen.add(offset);
    const { tags, nextOffset } = reader.directoryAt(offset);
    directories.push(tags);
    if (nextOffset === null) throw new TiffDamage('it ends before the offset of its next page');
    offset = nextOffset;
  }
  const first = directories[0];
  if (first === undefined) return corrupt(name, 'the TIFF holds no page');
  const pages = directories.filter(isFullPage).length;
  if (pages > 1) {
    return refusal(
      'image-several-pages',
      name,
      `has ${pages} pages; one picture a file is read. Save each page as a file of its own.`,
    );
  }
  if (!isFullPage(first)) return corrupt(name, 'the TIFF begins with a preview or mask instead of its picture');

  const size = { widthPx: numberOf(first, tag.width) ?? 0, heightPx: numberOf(first, tag.height) ?? 0 };
  const warnings =
    directories.length > 1 ? [`${name} holds a preview or mask beside its picture; it was left aside.`] : [];
  const plainGrey = (numberOf(first, tag.photometric) ?? 1) <= 1 && (numberOf(first, tag.samplesPerPixel) ?? 1) === 1;
  const header = withinLimits(name, { size, ...exifFactsOf(reader, first), warnings, plainGrey });
  if (!header.ok) return header;
  return unreadSamples(first, name) ?? missingData(first, name, bytes.length) ?? header;
}

/** Reduced-resolution copies (bit 0) and transparency masks (bit 2) are no pages of their own. */
function isFullPage(tags: TiffDirectory): boolean {
  return ((numberOf(tags, tag.subfileType) ?? 0) & 0b101) === 0;
}

function unreadSamples(tags: TiffDirectory, name: string): Refusal | undefined {
  const photometric = numberOf(tags, tag.photometric) ?? 1;
  if (photometric === 32803 || photometric === 34892 || tags.has(tag.dngVersion)) {
    return refusal(
      'image-colour-space',
      name,
      'holds raw sensor values behind a colour filter (Bayer, DNG). Their mosaic is not a grey picture; let the camera write Mono8.',
    );
  }
  const colours = unreadColours[photometric];
  if (colours !== undefined) {
    return refusal(
      'image-colour-space',
      name,
      `stores ${colours}; grey, or RGB that is grey, is read. Save it as 8-bit grey.`,
    );
  }
  const format = numberOf(tags, tag.sampleFormat) ?? 1;
  if (format === 3) return notEightBit(name, 'floating-point samples');
  if (format !== 1 && format !== 4) return notEightBit(name, 'signed or complex samples');
  const bits = numbersOf(tags, tag.bitsPerSample);
  const deep = bits.find((each) => each !== 8);
  if (bits.length === 0 || deep !== undefined) return notEightBit(name, `${deep ?? 1} bits a sample`);
  const samples = numberOf(tags, tag.samplesPerPixel) ?? 1;
  if (samples > 4) return refusal('image-colour-space', name, `has ${samples} samples a pixel; grey or RGB is read.`);
  return undefined;
}

/** A transfer that stopped leaves the directory in front and the pixels missing; decoders differ in what they put there. */
function missingData(tags: TiffDirectory, name: string, fileBytes: number): Refusal | undefined {
  const tiled = tags.has(tag.tileOffsets);
  const offsets = numbersOf(tags, tiled ? tag.tileOffsets : tag.stripOffsets);
  const counts = numbersOf(tags, tiled ? tag.tileByteCounts : tag.stripByteCounts);
  if (offsets.length === 0) return corrupt(name, 'the TIFF does not say where its pixels are');
  const end = offsets.reduce((furthest, offset, index) => Math.max(furthest, offset + (counts[index] ?? 0)), 0);
  return end > fileBytes ? incomplete(name, `its pixels reach to byte ${end}, the file has ${fileBytes}`) : undefined;
}
