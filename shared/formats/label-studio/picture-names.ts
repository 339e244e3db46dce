import { isObject } from '../exchange/json.ts';
import { fileNameOf, withSlashes } from '../folder-path.ts';

/** What a picture of a task may be called; `upload`: the name went through the tool's clean-up of uploaded files. */
export type PictureNames = { readonly names: readonly string[]; readonly upload: boolean };

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
 * Names behind an address as Label Studio writes it: `/data/upload/2/1a2b3c4d-roll.png` (an uploaded file with eight hex digits before
 * its name), `/data/local-files/?d=day/roll.png`, `s3://bucket/roll.png`, `https://host/roll.png?token=1`, or a plain path.
 */
export function pictureNames(address: string): PictureNames {
  const local = /[?&]d=([^&#]+)/.exec(address);
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) || address.startsWith('/data/');
  const path = local?.[1] ?? (isAddress ? address.replace(/[?#].*$/, '') : address);
  const bare = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i, '');
  const name = withSlashes(isAddress || local ? decoded(bare) : bare);
  const withoutPrefix = /^[0-9a-f]{8}-(.+)$/i.exec(fileNameOf(name))?.[1];
  if (withoutPrefix === undefined) return { names: [name], upload: false };
  return { names: [fileNameOf(name), withoutPrefix], upload: true };
}

/** The tool's clean-up of an uploaded file's name: blanks become `_`, signs other than letters, digits, `-`, `_` and `.` go. */
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
