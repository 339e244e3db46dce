import type { GreyImage } from '../domain/grey-image.ts';
import type { Size } from '../domain/size.ts';
import { fittedSize } from './prepared-size.ts';
import { resizeOpencvLinear } from './resize-opencv-linear.ts';
import { roundHalfToEven } from './rounding.ts';

/** Strides of this family's networks reach 32: the input's sides are multiples of it. */
const stridePx = 32;
const padLevel = 114;

/** Where the prepared image lies in the network's input, in network pixels. */
export type Letterbox = {
  readonly network: Size;
  readonly content: Size;
  readonly leftPx: number;
  readonly topPx: number;
};

/**
 * Size of the network's input. A number is the longest side: the smallest multiples of 32 that hold the prepared image scaled by
 * min(1, imgsz / longest side), sides rounded half to even. A pair is `[height, width]` as this family writes it, taken as it is.
 */
export function networkInputSize(prepared: Size, imgsz: number | readonly [number, number]): Size {
  if (typeof imgsz !== 'number') return { widthPx: imgsz[1], heightPx: imgsz[0] };
  const scale = Math.min(1, imgsz / Math.max(prepared.widthPx, prepared.heightPx));
  return {
    widthPx: wholeStrides(prepared.widthPx * scale),
    heightPx: wholeStrides(prepared.heightPx * scale),
  };
}

function wholeStrides(sidePx: number): number {
  return Math.max(1, Math.ceil(roundHalfToEven(sidePx) / stridePx)) * stridePx;
}

/** Letterbox as this family's trainers do it: r = min(W / w, H / h), left and top = round(d - 0.1), the rest right and below. */
export function letterboxFor(prepared: Size, network: Size): Letterbox {
  const content = fittedSize(prepared, network);
  return {
    network,
    content,
    leftPx: roundHalfToEven((network.widthPx - content.widthPx) / 2 - 0.1),
    topPx: roundHalfToEven((network.heightPx - content.heightPx) / 2 - 0.1),
  };
}

/** The network's input as grey levels: resized where the ratio is not 1, padded with 114. */
export function letterboxImage(prepared: GreyImage, network: Size): GreyImage {
  const { content, leftPx, topPx } = letterboxFor(prepared, network);
  const same = content.widthPx === prepared.widthPx && content.heightPx === prepared.heightPx;
  const resized = same ? prepared : resizeOpencvLinear(prepared, content);
  const data = new Uint8Array(network.widthPx * network.heightPx).fill(padLevel);
  for (let y = 0; y < content.heightPx; y++) {
    const row = resized.data.subarray(y * content.widthPx, (y + 1) * content.widthPx);
    data.set(row, (topPx + y) * network.widthPx + leftPx);
  }
  return { widthPx: network.widthPx, heightPx: network.heightPx, data };
}

const shareOfWhite = Float32Array.from({ length: 256 }, (_, level) => level / 255);

/**
 * Writes one prepared image into a float32 tensor [batch, channels, height, width] from element `offset` on: letterboxed, / 255, the
 * grey plane repeated for each channel. Used by training, evaluation and the live station alike.
 */
export function fillNetworkInput(
  tensor: Float32Array,
  offset: number,
  prepared: GreyImage,
  network: Size,
  channels: 1 | 3,
): void {
  const { data } = letterboxImage(prepared, network);
  for (let index = 0; index < data.length; index++) tensor[offset + index] = shareOfWhite[data[index]];
  for (let channel = 1; channel < channels; channel++) {
    tensor.copyWithin(offset + channel * data.length, offset, offset + data.length);
  }
}
