import type { NetworkInputShape } from './types.ts';

/** Throws on sizes that the network cannot take; who calls has checked what a person wrote. */
export function checkInputShape({ batch, heightPx, widthPx }: NetworkInputShape): void {
  const fits = (size: number) => Number.isInteger(size) && size >= 32 && size % 32 === 0;
  if (!fits(heightPx) || !fits(widthPx))
    throw new Error(`The network's input is a multiple of 32 pixels high and wide, not ${heightPx} by ${widthPx}.`);
  if (!Number.isInteger(batch) || batch < 1) throw new Error(`A batch of ${batch} images is none.`);
}
