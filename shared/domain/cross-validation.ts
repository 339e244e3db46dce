import type { Role } from './role.ts';
import { type StratifiedBlock, stratifyBlocks } from './stratify.ts';

/** What `stratifyBlocks` calls the parts; here they are nothing but three heaps. */
const heaps: readonly Role[] = ['train', 'val', 'calibration'];
export const foldCount = heaps.length;

/**
 * Three parts of whole blocks, as equal in blocks and as alike in classes as whole blocks allow: each is predicted by a network that learned from
 * the two others. Every block is in exactly one part. At least three blocks.
 */
export function foldsOf(blocks: readonly StratifiedBlock[], seed: number): ReadonlyMap<string, number> {
  if (blocks.length < foldCount) throw new Error(`${foldCount} parts need as many blocks, not ${blocks.length}`);
  const share = (at: number) => Math.floor((blocks.length + at) / foldCount);
  const counts = { train: share(2), val: share(1), calibration: share(0), test: 0 };
  const heapOf = stratifyBlocks(blocks, counts, seed);
  return new Map([...heapOf].map(([key, heap]) => [key, heaps.indexOf(heap)]));
}
