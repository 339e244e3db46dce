import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import type { BmpHeader } from './bmp.ts';
import { greyFromChannels } from './grey-from-channels.ts';
import { refusal } from './refusal.ts';

export function readBmpPixels(bytes: Uint8Array, header: BmpHeader, name: string): Result<GreyImage> {
  return header.bits === 8 ? palettePixels(bytes, header, name) : colourPixels(bytes, header, name);
}

function rowStart(header: BmpHeader, y: number): number {
  const stored = header.topDown ? y : header.size.heightPx - 1 - y;
  return header.pixelOffset + stored * header.rowBytes;
}

function palettePixels(bytes: Uint8Array, header: BmpHeader, name: string): Result<GreyImage> {
  const { widthPx, heightPx } = header.size;
  const palette = header.palette ?? new Int16Array(256);
  const data = new Uint8Array(widthPx * heightPx);
  const plain = palette.every((level, index) => level === index);
  for (let y = 0; y < heightPx; y++) {
    const start = rowStart(header, y);
    if (plain) {
      data.set(bytes.subarray(start, start + widthPx), y * widthPx);
      continue;
    }
    for (let x = 0; x < widthPx; x++) {
      const level = palette[bytes[start + x]];
      if (level < 0) {
        return refusal(
          'image-not-grey',
          name,
          `is a colour picture: pixel (${x}, ${y}) has palette entry ${bytes[start + x]}, which is missing or not grey. Save it as 8-bit grey.`,
        );
      }
      data[y * widthPx + x] = level;
    }
  }
  return { ok: true, value: { widthPx, heightPx, data } };
}

function colourPixels(bytes: Uint8Array, header: BmpHeader, name: string): Result<GreyImage> {
  const { widthPx, heightPx } = header.size;
  const channels = header.bits / 8;
  const rows = new Uint8Array(widthPx * heightPx * channels);
  for (let y = 0; y < heightPx; y++) {
    const start = rowStart(header, y);
    rows.set(bytes.subarray(start, start + widthPx * channels), y * widthPx * channels);
  }
  // Without an alpha mask the fourth byte means nothing; an alpha of 0 in every pixel is a writer that never filled it in.
  const unusedFourth = channels === 4 && (header.alphaByte === null || isZeroEverywhere(rows));
  return greyFromChannels(
    rows,
    { widthPx, heightPx },
    unusedFourth ? 'rgb-unused' : channels === 4 ? 'rgb-alpha' : 'rgb',
    name,
  );
}

function isZeroEverywhere(pixels: Uint8Array): boolean {
  for (let index = 3; index < pixels.length; index += 4) if (pixels[index] !== 0) return false;
  return true;
}
