import { fileNameOf, withSlashes } from '../folder-path.ts';
import { isObject } from './json.ts';

/** What a picture may be called; `hasUploadName`: the name went through Label Studio's clean-up of uploaded files. */
export type PictureNames = { readonly names: readonly string[]; readonly hasUploadName: boolean };

const likelyKeys = ['image', 'img', 'picture', 'photo', 'image_url', 'url', 'frame', 'file', 'path', 'ocr'];
const pictureEnding = /\.(png|jpe?g|jfif|tiff?|bmp|pgm|ppm|pnm|gif|webp)(\?|#|$)/i;

/** The field of a task's data that names its picture; null where there is none, or a list of several pictures. */
export function pictureField(data: unknown): string | null {
  if (!isObject(data)) return null;
  const texts = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const known = likelyKeys.flatMap((key) => texts.filter(([name]) => name.toLowerCase() === key));
  const found = [...known, ...texts].find(([, text]) => pictureEnding.test(text)) ?? known[0];
  return found?.[1] ?? null;
}

/**
 * Names behind what a file writes for a picture: a plain path with either slash, or an address as Label Studio writes it, there and into
 * its exports in other formats: `/data/upload/2/1a2b3c4d-roll.png` (an uploaded file with eight hex digits before its name),
 * `/data/local-files/?d=day/roll.png`, `s3://bucket/roll.png`, `https://host/roll.png?token=1`. Text without a name gives none.
 */
export function pictureNames(written: string): PictureNames {
  const address = written.trim();
  if (address === '' || address.startsWith('data:')) return { names: [], hasUploadName: false };
  const local = /^\/?data\/local-files\/?\?(?:.*&)?d=([^&#]+)/.exec(address)?.[1];
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) || address.startsWith('/data/');
  const path = local ?? (isAddress ? address.replace(/[?#].*$/, '') : address);
  const bare = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i, '');
  const name = withSlashes(isAddress || local !== undefined ? decoded(bare) : bare);
  const withoutPrefix = /^[0-9a-f]{8}-(.+)$/i.exec(fileNameOf(name))?.[1];
  return withoutPrefix === undefined
    ? { names: [name], hasUploadName: false }
    : { names: [name, withoutPrefix], hasUploadName: true };
}

/** Label Studio's clean-up of an uploaded file's name: blanks become `_`, signs other than letters, digits, `-`, `_` and `.` go. */
export function uploadedName(fileName: string): string {
  return fileName
    .trim()
    .replaceAll(' ', '_')
    .replace(/[^-\w.\p{L}\p{N}]/gu, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    // A per cent sign that begins no code stands for itself.
    if (cause instanceof URIError) return text;
    throw cause;
  }
}
