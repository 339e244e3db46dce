import type { GreyImage } from '../../../shared/domain/grey-image.ts';

export type TiffPage = {
  readonly image: GreyImage;
  /** Numeric tags beside or instead of the usual ones; `null` leaves one out. */
  readonly tags?: Readonly<Record<number, number | null>>;
  /** Pixel bytes instead of the image's own. */
  readonly pixels?: Uint8Array;
};

/** An uncompressed little-endian TIFF of one strip a page, written by hand for the forms no library writes. */
export function tiffFile(pages: readonly TiffPage[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  let length = 8;
  let linkAt = 4;
  const link = (offset: number): void => {
    let start = 0;
    for (const part of parts) {
      if (linkAt < start + part.length) {
        part.writeUInt32LE(offset, linkAt - start);
        return;
      }
      start += part.length;
    }
  };
  for (const { image, tags = {}, pixels = image.data } of pages) {
    const pixelOffset = length;
    parts.push(Buffer.concat([pixels, Buffer.alloc(pixels.length % 2)]));
    length += pixels.length + (pixels.length % 2);
    const all: Record<number, number | null> = {
      256: image.widthPx,
      257: image.heightPx,
      258: 8,
      259: 1,
      262: 1,
      273: pixelOffset,
      277: 1,
      278: image.heightPx,
      279: pixels.length,
      ...tags,
    };
    const entries = Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== null);
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries
      .map(([key, value]) => [Number(key), value] as const)
      .sort((a, b) => a[0] - b[0])
      .forEach(([key, value], index) => {
        const at = 2 + index * 12;
        directory.writeUInt16LE(key, at);
        directory.writeUInt16LE(4, at + 2);
        directory.writeUInt32LE(1, at + 4);
        directory.writeUInt32LE(value, at + 8);
      });
    link(length);
    linkAt = length + directory.length - 4;
    parts.push(directory);
    length += directory.length;
  }
  return Buffer.concat(parts);
}
