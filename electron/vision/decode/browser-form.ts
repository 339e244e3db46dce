import { sniff } from './sniff.ts';

export type BrowserForm = 'image/png' | 'image/jpeg' | 'image/bmp';

/**
 * The content type under which a browser shows exactly the pixels this program read from the file, without turning or colour
 * management; null: it would not, or that is not known, and the picture is converted first. Only headers are looked at, and only of
 * a file that was imported before, so that grey and depth are settled.
 */
export function browserForm(bytes: Uint8Array): BrowserForm | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sniffed = sniff(bytes);
  if (sniffed.kind !== 'image') return null;
  if (sniffed.format === 'png') return isPlainPng(file) ? 'image/png' : null;
  if (sniffed.format === 'jpeg') return isPlainJpeg(file) ? 'image/jpeg' : null;
  return sniffed.format === 'bmp' && isPlainBmp(file) ? 'image/bmp' : null;
}

/** Chunks by which a browser shifts, turns or blends what the file holds. */
const changingChunks = ['gAMA', 'cHRM', 'iCCP', 'cICP', 'mDCV', 'cLLI', 'eXIf', 'tRNS', 'acTL'];

function isPlainPng(file: Buffer): boolean {
  const [depth, colourType] = [file[24], file[25]];
  if (depth !== 8 || (colourType !== 0 && colourType !== 2)) return false;
  for (let at = 8; at + 8 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const type = file.toString('latin1', at + 4, at + 8);
    if (changingChunks.includes(type)) return false;
    if (type === 'IEND') return true;
  }
  return false;
}

const startOfScan = 0xda;

/** No EXIF (it may turn the picture, or change the size it is shown at), no colour profile, no arithmetic coding (T.81, annex B). */
function isPlainJpeg(file: Buffer): boolean {
  for (let at = 2; at + 4 <= file.length; ) {
    if (file[at] !== 0xff) return false;
    const marker = file[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === startOfScan) return true;
    const body = file.toString('latin1', at + 4, at + 16);
    if (marker === 0xe1 && body.startsWith('Exif\0')) return false;
    if (marker === 0xe2 && body.startsWith('ICC_PROFILE')) return false;
    if (marker >= 0xc9 && marker <= 0xcf && marker !== 0xcc) return false;
    at += 2 + file.readUInt16BE(at + 2);
  }
  return false;
}

/** The header every program writes: 40 bytes, uncompressed, 8 bits with a palette or 24. */
function isPlainBmp(file: Buffer): boolean {
  if (file.length < 54 || file.readUInt32LE(14) !== 40 || file.readUInt32LE(30) !== 0) return false;
  return [8, 24].includes(file.readUInt16LE(28));
}
