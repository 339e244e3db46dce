import type { GreyImage } from '../../../shared/domain/grey-image.ts';

const headerBytes = 14 + 40;
const paletteBytes = 256 * 4;

/** An uncompressed 8-bit BMP with a grey palette, rows from the bottom, as industrial cameras write it. */
export function encodeBmp(image: GreyImage): Uint8Array {
  const { widthPx, heightPx, data } = image;
  const rowBytes = (widthPx + 3) & ~3;
  const pixelsAt = headerBytes + paletteBytes;
  const bytes = new Uint8Array(pixelsAt + rowBytes * heightPx);
  const header = new DataView(bytes.buffer);
  header.setUint16(0, 0x424d);
  header.setUint32(2, bytes.length, true);
  header.setUint32(10, pixelsAt, true);
  header.setUint32(14, 40, true);
  header.setInt32(18, widthPx, true);
  header.setInt32(22, heightPx, true);
  header.setUint16(26, 1, true);
  header.setUint16(28, 8, true);
  header.setUint32(34, rowBytes * heightPx, true);
  header.setUint32(46, 256, true);
  for (let level = 0; level < 256; level++) bytes.fill(level, headerBytes + level * 4, headerBytes + level * 4 + 3);
  for (let y = 0; y < heightPx; y++) {
    bytes.set(data.subarray(y * widthPx, (y + 1) * widthPx), pixelsAt + (heightPx - 1 - y) * rowBytes);
  }
  return bytes;
}
