import type { ImageFormat } from '../contract/decoded-facts.ts';

/** What the first bytes say a file is. The name is never asked. */
export type Sniffed =
  | { readonly kind: 'image'; readonly format: ImageFormat }
  /** A format known and not read; `what` with its article, `advice` what to do instead. */
  | { readonly kind: 'other'; readonly what: string }
  | { readonly kind: 'unknown' };

/** One known beginning. `bytes` in latin1, from `offset` on. */
type Beginning = { readonly offset: number; readonly bytes: string; readonly means: Sniffed };

const image = (format: ImageFormat): Sniffed => ({ kind: 'image', format });
const other = (what: string): Sniffed => ({ kind: 'other', what });

const beginnings: readonly Beginning[] = [
  { offset: 0, bytes: '\x89PNG\r\n\x1a\n', means: image('png') },
  { offset: 0, bytes: '\xff\xd8\xff', means: image('jpeg') },
  { offset: 8, bytes: 'CR\x02\0', means: other('a raw camera picture (CR2)') },
  { offset: 0, bytes: 'II*\0', means: image('tiff') },
  { offset: 0, bytes: 'MM\0*', means: image('tiff') },
  { offset: 0, bytes: 'II+\0', means: image('tiff') },
  { offset: 0, bytes: 'MM\0+', means: image('tiff') },
  { offset: 0, bytes: 'BM', means: image('bmp') },
  { offset: 0, bytes: 'GIF87a', means: other('a GIF picture') },
  { offset: 0, bytes: 'GIF89a', means: other('a GIF picture') },
  { offset: 8, bytes: 'WEBP', means: other('a WebP picture') },
  { offset: 8, bytes: 'AVI ', means: other('an AVI video') },
  { offset: 4, bytes: 'ftypavif', means: other('an AVIF picture') },
  { offset: 4, bytes: 'ftypavis', means: other('an AVIF picture') },
  { offset: 4, bytes: 'ftyphei', means: other('a HEIF picture') },
  { offset: 4, bytes: 'ftyphev', means: other('a HEIF picture') },
  { offset: 4, bytes: 'ftypmif1', means: other('a HEIF picture') },
  { offset: 4, bytes: 'ftypmsf1', means: other('a HEIF picture') },
  { offset: 4, bytes: 'ftypcrx', means: other('a raw camera picture (CR3)') },
  { offset: 4, bytes: 'ftyp', means: other('a video') },
  { offset: 0, bytes: '\xff\x0a', means: other('a JPEG XL picture') },
  { offset: 4, bytes: 'JXL ', means: other('a JPEG XL picture') },
  { offset: 4, bytes: 'jP  ', means: other('a JPEG 2000 picture') },
  { offset: 0, bytes: '\xff\x4f\xff\x51', means: other('a JPEG 2000 picture') },
  { offset: 0, bytes: 'IIU\0', means: other('a raw camera picture (RW2)') },
  { offset: 0, bytes: 'IIRO', means: other('a raw camera picture (ORF)') },
  { offset: 0, bytes: 'FUJIFILM', means: other('a raw camera picture (RAF)') },
  { offset: 0, bytes: '8BPS', means: other('a Photoshop file') },
  { offset: 0, bytes: 'SIMPLE  =', means: other('a FITS picture') },
  { offset: 0, bytes: '\x76\x2f\x31\x01', means: other('an OpenEXR picture') },
  { offset: 0, bytes: '%PDF', means: other('a PDF document') },
  { offset: 0, bytes: 'PK\x03\x04', means: other('a ZIP archive') },
  { offset: 0, bytes: '\x1f\x8b', means: other('a compressed archive') },
  { offset: 0, bytes: '\x93NUMPY', means: other('a NumPy array') },
];

const netpbm: Readonly<Record<string, Sniffed>> = {
  P1: other('a black-and-white bitmap (PBM)'),
  P2: image('pgm'),
  P3: other('a colour picture (PPM)'),
  P4: other('a black-and-white bitmap (PBM)'),
  P5: image('pgm'),
  P6: other('a colour picture (PPM)'),
  P7: other('a PAM picture'),
  Pf: other('a floating-point picture (PFM)'),
  PF: other('a floating-point picture (PFM)'),
};

export function sniff(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  const found = beginnings.find((beginning) => head.startsWith(beginning.bytes, beginning.offset));
  if (found !== undefined) return found.means;
  if (/^P[1-7fF][\s#]/.test(head)) return netpbm[head.slice(0, 2)] ?? { kind: 'unknown' };
  return sniffText(head);
}

function sniffText(head: string): Sniffed {
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^(<\?xml|<!--|<!doctype svg|<svg)/i.test(text) && /<svg[\s>]/i.test(text)) return other('an SVG drawing');
  if (/^<(!doctype html|html|head|body)/i.test(text)) return other('a web page');
  if (/^<\?xml/.test(text)) return other('an XML file');
  return { kind: 'unknown' };
}
