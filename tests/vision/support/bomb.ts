import { constants, deflateRawSync } from 'node:zlib';
import { pngOfChunks } from './png-file.ts';

/**
 * A complete, valid PNG of 20000x20000 black pixels in under half a megabyte. Its 400,020,000 zero bytes are one compressed piece,
 * repeated, so that making it takes no memory either.
 */
export function bombPng(): Uint8Array {
  const side = 20_000;
  const zeros = side * (side + 1);
  const pieces = 400;
  const piece = deflateRawSync(new Uint8Array(zeros / pieces), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const check = Buffer.alloc(4);
  // Adler-32 of n zeros: a stays 1, b counts them.
  check.writeUInt32BE((zeros % 65521) * 65536 + 1);
  const lastEmptyBlock = Buffer.from([0x03, 0x00]);
  const data = Buffer.concat([
    Buffer.from([0x78, 0xda]),
    ...new Array<Buffer>(pieces).fill(piece),
    lastEmptyBlock,
    check,
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  return pngOfChunks([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data },
    { type: 'IEND', data: new Uint8Array() },
  ]);
}
