export type JpegFrame = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  readonly components: number;
  readonly process: 'sequential' | 'progressive' | 'lossless' | 'hierarchical';
};

export type JpegPicture = {
  readonly frame: JpegFrame | null;
  /** The EXIF block without its `Exif\0\0` mark. */
  readonly exif: Uint8Array | null;
  /** Offset after the end marker; null when the picture stops before one. */
  readonly end: number | null;
};

const startOfScan = 0xda;
const endOfImage = 0xd9;
const exifMark = 'Exif\0\0';

/** Walks the markers of one JPEG picture that starts at `start`. Source: ITU-T T.81, annex B. */
export function walkJpeg(bytes: Uint8Array, start: number): JpegPicture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: JpegFrame | null = null;
  let exif: Uint8Array | null = null;
  let at = start + 2;
  for (;;) {
    at = nextMarker(file, at);
    if (at < 0) return { frame, exif, end: null };
    const marker = file[at + 1];
    at += 2;
    if (marker === endOfImage) return { frame, exif, end: at };
    if (standsAlone(marker)) continue;
    if (at + 2 > file.length) return { frame, exif, end: null };
    const length = file.readUInt16BE(at);
    if (length < 2 || at + length > file.length) return { frame, exif, end: null };
    const body = file.subarray(at + 2, at + length);
    if (isFrame(marker) && body.length >= 6 && frame === null) frame = readFrame(marker, body);
    if (marker === 0xe1 && exif === null && body.toString('latin1', 0, 6) === exifMark) exif = body.subarray(6);
    at += length;
    // Entropy-coded data follows the scan header; in it FF is followed by 00 or a restart marker, which `nextMarker` passes over.
    if (marker === startOfScan && at >= file.length) return { frame, exif, end: null };
  }
}

/** Offset of the next FF that begins a marker: not stuffed (FF 00), not filled (FF FF). -1: none. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0 && at + 1 < file.length; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== 0x00 && next !== 0xff) return at;
  }
  return -1;
}

/** Restart markers, TEM and a repeated start have no length. */
function standsAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
}

/** SOF0..SOF15 without DHT, JPG and DAC, which share the range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(marker: number, body: Buffer): JpegFrame {
  return {
    bits: body[0],
    heightPx: body.readUInt16BE(1),
    widthPx: body.readUInt16BE(3),
    components: body[5],
    process: processOf(marker & 0x0f),
  };
}

function processOf(number: number): JpegFrame['process'] {
  if (number === 3 || number === 11) return 'lossless';
  if ((number >= 5 && number <= 7) || number >= 13) return 'hierarchical';
  return number === 2 || number === 10 ? 'progressive' : 'sequential';
}
