import { extname } from 'node:path';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import type { DecodedFacts, ImageFormat } from '../contract/decoded-facts.ts';
import { readBmpHeader } from './bmp.ts';
import { readBmpPixels } from './bmp-pixels.ts';
import type { ImageHeader } from './image-header.ts';
import { readJpegHeader } from './jpeg.ts';
import { maximumFileBytes } from './limits.ts';
import { readPgmHeader, readPgmPixels } from './pgm.ts';
import { readPngHeader } from './png.ts';
import { type Refusal, refusal } from './refusal.ts';
import { readSharpPixels } from './sharp-pixels.ts';
import { sniff } from './sniff.ts';
import { readTiffHeader } from './tiff.ts';
import { upright } from './upright.ts';

export type DecodedImage = { readonly facts: DecodedFacts; readonly image: GreyImage };

const formats: Readonly<Record<ImageFormat, { readonly said: string; readonly extensions: readonly string[] }>> = {
  png: { said: 'PNG', extensions: ['.png'] },
  jpeg: { said: 'JPEG', extensions: ['.jpg', '.jpeg', '.jpe', '.jfif', '.mpo'] },
  tiff: { said: 'TIFF', extensions: ['.tif', '.tiff', '.btf', '.tf8'] },
  bmp: { said: 'BMP', extensions: ['.bmp', '.dib'] },
  pgm: { said: 'PGM', extensions: ['.pgm', '.pnm'] },
};

/** The extension a stored copy gets, whatever the file was called. */
export function extensionOf(format: ImageFormat): string {
  return formats[format].extensions[0];
}

/**
 * Bytes of a file to its full, upright, 8-bit grey image. The first bytes decide what it is; its header is checked against the limits
 * before anything is decoded. `name` is used in sentences and, for its extension, in a warning.
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<Result<DecodedImage>> {
  if (bytes.length === 0) return emptyFile(name);
  if (bytes.length > maximumFileBytes) return tooLarge(name, bytes.length);
  const sniffed = sniff(bytes);
  if (sniffed.kind !== 'image') return notRead(name, sniffed.kind === 'other' ? sniffed.what : null);
  const read = await readFormat(sniffed.format, bytes, name);
  if (!read.ok) return read;
  const { header, pixels } = read.value;
  const image = upright(pixels, header.orientation);
  const facts = {
    format: sniffed.format,
    size: { widthPx: image.widthPx, heightPx: image.heightPx },
    orientation: header.orientation,
    captureTime: header.captureTime,
    warnings: [...wrongExtension(sniffed.format, name), ...header.warnings],
  };
  return { ok: true, value: { facts, image } };
}

type FormatRead = { readonly header: ImageHeader; readonly pixels: GreyImage };

async function readFormat(format: ImageFormat, bytes: Uint8Array, name: string): Promise<Result<FormatRead>> {
  switch (format) {
    case 'png':
      return withPixels(readPngHeader(bytes, name), (header) => readSharpPixels(bytes, header, name));
    case 'jpeg':
      return withPixels(readJpegHeader(bytes, name), (header) => readSharpPixels(bytes, header, name));
    case 'tiff':
      return withPixels(readTiffHeader(bytes, name), (header) => readSharpPixels(bytes, header, name));
    case 'bmp':
      return withPixels(readBmpHeader(bytes, name), (header) => readBmpPixels(bytes, header, name));
    case 'pgm':
      return withPixels(readPgmHeader(bytes, name), (header) => readPgmPixels(bytes, header, name));
  }
}

async function withPixels<Header extends ImageHeader>(
  header: Result<Header>,
  read: (header: Header) => Result<GreyImage> | Promise<Result<GreyImage>>,
): Promise<Result<FormatRead>> {
  if (!header.ok) return header;
  const pixels = await read(header.value);
  return pixels.ok ? { ok: true, value: { header: header.value, pixels: pixels.value } } : pixels;
}

export function emptyFile(name: string): Refusal {
  return refusal(
    'file-empty',
    name,
    'is empty (0 bytes): the transfer stopped, or the disk was full. Copy it again from where it came.',
  );
}

export function tooLarge(name: string, sizeBytes: number): Refusal {
  const megabytes = (sizeBytes / 1024 / 1024).toFixed(1);
  return refusal(
    'file-too-large',
    name,
    `has ${megabytes} MB; files up to ${maximumFileBytes / 1024 / 1024} MB are read. It was not opened.`,
  );
}

function notRead(name: string, what: string | null): Refusal {
  const is = what === null ? 'is not a picture in a known format' : `is ${what}, which is not read`;
  return refusal('image-format-unsupported', name, `${is}. Save it as PNG, JPEG, TIFF, BMP or PGM in 8-bit grey.`);
}

function wrongExtension(format: ImageFormat, name: string): string[] {
  const extension = extname(name);
  const { said, extensions } = formats[format];
  if (extension === '' || extensions.includes(extension.toLowerCase())) return [];
  return [`${name} holds a ${said} picture although it is called ${extension}; it was taken as ${said}.`];
}
