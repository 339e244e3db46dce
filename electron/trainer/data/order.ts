import { seededRandom, shuffled } from '../../../shared/domain/random.ts';
import { batchesPerEpoch } from '../../../shared/formats/schedule.ts';

/**
 * Which picture stands where in an epoch: all of them, shuffled anew each epoch; the last batch is filled up from the start of the
 * same order, so that every picture is seen in every epoch and every batch is full. Fewer pictures than one batch: they repeat.
 */
export function epochOrder(imageCount: number, batch: number, seed: number, epoch: number): readonly number[] {
  const order = shuffled(
    Array.from({ length: imageCount }, (_, index) => index),
    seededRandom(mixedSeed(seed, epoch, 0)),
  );
  const length = batchesPerEpoch(imageCount, batch) * batch;
  return Array.from({ length }, (_, position) => order[position % imageCount]!);
}

/** One 32-bit seed from several numbers; neighbouring inputs give unrelated seeds (finaliser of MurmurHash3, public domain). */
export function mixedSeed(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
