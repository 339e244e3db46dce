import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** `node resources/icon/render.ts`: draws `icon.png` (512 px, Linux) and `icon.ico` (Windows, PNG entries of 16 to 256 px) from `icon.svg`. */
const folder = import.meta.dirname;
const draw = (sizePx: number) =>
  sharp(join(folder, 'icon.svg'), { density: 288 }).resize(sizePx, sizePx).png().toBuffer();

writeFileSync(join(folder, 'icon.png'), await draw(512));
const sizes = [16, 24, 32, 48, 64, 128, 256];
const pictures = await Promise.all(sizes.map(draw));
const head = Buffer.alloc(6 + 16 * sizes.length);
head.writeUInt16LE(1, 2);
head.writeUInt16LE(sizes.length, 4);
let offset = head.length;
for (const [at, picture] of pictures.entries()) {
  const entry = 6 + 16 * at;
  // 0 stands for 256.
  head.writeUInt8(sizes[at]! % 256, entry);
  head.writeUInt8(sizes[at]! % 256, entry + 1);
  head.writeUInt16LE(1, entry + 4);
  head.writeUInt16LE(32, entry + 6);
  head.writeUInt32LE(picture.length, entry + 8);
  head.writeUInt32LE(offset, entry + 12);
  offset += picture.length;
}
writeFileSync(join(folder, 'icon.ico'), Buffer.concat([head, ...pictures]));
