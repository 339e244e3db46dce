import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Result } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { refusal } from './refusal.ts';

/** Interleaved samples; the order of red, green and blue makes no difference here. */
export type ChannelLayout = 'grey' | 'grey-alpha' | 'rgb' | 'rgb-alpha' | 'rgb-unused';

const channelsOf: Readonly<Record<ChannelLayout, number>> = {
  grey: 1,
  'grey-alpha': 2,
  rgb: 3,
  'rgb-alpha': 4,
  'rgb-unused': 4,
};

/**
 * One grey channel from several: accepted only if the colours are equal in every pixel, so that the level is that value itself and no
 * luminance formula rounds it, and if nothing is transparent.
 */
export function greyFromChannels(
  samples: Uint8Array,
  size: Size,
  layout: ChannelLayout,
  name: string,
): Result<GreyImage> {
  const { widthPx, heightPx } = size;
  if (layout === 'grey') return { ok: true, value: { widthPx, heightPx, data: samples } };
  const channels = channelsOf[layout];
  const data = new Uint8Array(widthPx * heightPx);
  const coloured = layout !== 'grey-alpha';
  const alpha = layout === 'grey-alpha' ? 1 : layout === 'rgb-alpha' ? 3 : -1;
  for (let index = 0, at = 0; index < data.length; index++, at += channels) {
    const level = samples[at];
    if (coloured && (samples[at + 1] !== level || samples[at + 2] !== level)) {
      return notGrey(index, samples.subarray(at, at + 3), widthPx, name);
    }
    if (alpha >= 0 && samples[at + alpha] !== 255) return transparent(index, samples[at + alpha], widthPx, name);
    data[index] = level;
  }
  return { ok: true, value: { widthPx, heightPx, data } };
}

function notGrey(index: number, colours: Uint8Array, widthPx: number, name: string) {
  return refusal(
    'image-not-grey',
    name,
    `is a colour picture: pixel ${position(index, widthPx)} has the channels ${colours.join(', ')}. Only grey pictures are read (RGB when all three are equal everywhere); let the camera write Mono8.`,
  );
}

function transparent(index: number, alpha: number, widthPx: number, name: string) {
  return refusal(
    'image-not-grey',
    name,
    `has transparent parts: pixel ${position(index, widthPx)} has alpha ${alpha}. What lies behind them is not known; save it without transparency.`,
  );
}

function position(index: number, widthPx: number): string {
  return `(${index % widthPx}, ${Math.floor(index / widthPx)})`;
}
