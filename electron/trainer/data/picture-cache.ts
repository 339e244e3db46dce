import { freemem } from 'node:os';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';

/**
 * Keeps decoded pictures until `limitBytes` is full; the rest is decoded each time. Epochs visit all pictures in random order, so
 * throwing out the least recently used would only cost.
 */
export class PictureCache {
  readonly #kept = new Map<number, GreyImage>();
  readonly #limitBytes: number;
  #bytes = 0;

  constructor(limitBytes: number = defaultCacheBytes()) {
    this.#limitBytes = limitBytes;
  }

  async get(index: number, decode: () => Promise<GreyImage>): Promise<GreyImage> {
    const kept = this.#kept.get(index);
    if (kept) return kept;
    const picture = await decode();
    if (this.#bytes + picture.data.byteLength <= this.#limitBytes && !this.#kept.has(index)) {
      this.#kept.set(index, picture);
      this.#bytes += picture.data.byteLength;
    }
    return picture;
  }

  get bytes(): number {
    return this.#bytes;
  }
}

/** A quarter of the memory that is free now, 2 GB at most: 25,000 pictures of 306x256. */
function defaultCacheBytes(): number {
  return Math.min(2e9, freemem() / 4);
}
