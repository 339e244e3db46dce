import type { GreyImage } from '../../../shared/domain/grey-image.ts';

export type BmpOptions = {
  readonly bits?: 1 | 4 | 8 | 16 | 24 | 32;
  readonly topDown?: boolean;
  readonly compression?: number;
  /** Entries written after the header; colours used is this count unless `coloursUsed` says otherwise. */
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly coloursUsed?: number;
  readonly fourthByte?: number;
  readonly headerBytes?: 12 | 40 | 124;
  /** Of a V5 header with bit fields. */
  readonly alphaMask?: number;
};

const greyRamp = Array.from({ length: 256 }, (_, level) => [level, level, level] as const);

/** A BMP of the picture; with a palette, its levels are the indices. Rows are padded to four bytes. */
export function bmpFile(image: GreyImage, options: BmpOptions = {}): Uint8Array {
  const { bits = 8, topDown = false, compression = 0, fourthByte = 0, headerBytes = 40 } = options;
  const palette = bits === 8 ? (options.palette ?? greyRamp) : [];
  const paletteBytes = palette.length * (headerBytes === 12 ? 3 : 4);
  const masks = compression === 3 && headerBytes === 40 ? 12 : 0;
  const pixelOffset = 14 + headerBytes + masks + paletteBytes;
  const rowBytes = Math.ceil((image.widthPx * bits) / 32) * 4;
  const file = Buffer.alloc(pixelOffset + rowBytes * image.heightPx);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(pixelOffset, 10);
  file.writeUInt32LE(headerBytes, 14);
  if (headerBytes === 12) {
    file.writeUInt16LE(image.widthPx, 18);
    file.writeUInt16LE(image.heightPx, 20);
    file.writeUInt16LE(1, 22);
    file.writeUInt16LE(bits, 24);
  } else {
    file.writeInt32LE(image.widthPx, 18);
    file.writeInt32LE(topDown ? -image.heightPx : image.heightPx, 22);
    file.writeUInt16LE(1, 26);
    file.writeUInt16LE(bits, 28);
    file.writeUInt32LE(compression, 30);
    file.writeUInt32LE(options.coloursUsed ?? options.palette?.length ?? 0, 46);
    if (compression === 3) {
      [0xff0000, 0xff00, 0xff].forEach((mask, index) => {
        file.writeUInt32LE(mask, 54 + index * 4);
      });
      if (headerBytes === 124) file.writeUInt32LE(options.alphaMask ?? 0, 66);
    }
  }
  palette.forEach(([red, green, blue], index) => {
    file.set([blue, green, red], 14 + headerBytes + index * (headerBytes === 12 ? 3 : 4));
  });
  const bytesPerPixel = bits / 8;
  for (let y = 0; y < image.heightPx; y++) {
    const row = pixelOffset + (topDown ? y : image.heightPx - 1 - y) * rowBytes;
    for (let x = 0; x < image.widthPx; x++) {
      const level = image.data[y * image.widthPx + x];
      if (bits === 8) file[row + x] = level;
      else if (bits >= 24) file.fill(level, row + x * bytesPerPixel, row + x * bytesPerPixel + 3);
      if (bits === 32) file[row + x * 4 + 3] = fourthByte;
    }
  }
  return file;
}
