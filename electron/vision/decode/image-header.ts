import type { Result } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { maximumPixels } from './limits.ts';
import { refusal } from './refusal.ts';

/** What a format's header says before decoding; `size` as stored, not yet upright. */
export type ImageHeader = {
  readonly size: Size;
  /** EXIF orientation, 1..8. */
  readonly orientation: number;
  readonly captureTime: string | null;
  readonly warnings: readonly string[];
  /** One grey sample a pixel and nothing else: the decoder need not think about colour. */
  readonly plainGrey: boolean;
};

/** A header is only worth having when its size is within the limits. */
export function withinLimits<Header extends ImageHeader>(name: string, header: Header): Result<Header> {
  const { widthPx, heightPx } = header.size;
  if (widthPx < 1 || heightPx < 1) {
    return refusal('image-corrupt', name, `has no pixels: its header says ${widthPx}x${heightPx}. It was not taken.`);
  }
  const pixels = widthPx * heightPx;
  if (pixels <= maximumPixels) return { ok: true, value: header };
  return refusal(
    'image-too-many-pixels',
    name,
    `has ${widthPx}x${heightPx} pixels (${megapixels(pixels)} megapixels); up to ${megapixels(maximumPixels)} megapixels are read. It was not decoded; crop it or let the camera use binning.`,
  );
}

function megapixels(pixels: number): string {
  return (pixels / 1e6).toFixed(1).replace(/\.0$/, '');
}
