import type { GreyImage } from '../../shared/domain/grey-image.ts';

/** The bytes of a PGM file: the plainest grey picture there is. */
export function pgmBytes({ widthPx, heightPx, data }: GreyImage): Uint8Array {
  return Uint8Array.of(...new TextEncoder().encode(`P5\n${widthPx} ${heightPx}\n255\n`), ...data);
}

export function flatImage(widthPx: number, heightPx: number, level: number): GreyImage {
  return { widthPx, heightPx, data: new Uint8Array(widthPx * heightPx).fill(level) };
}
