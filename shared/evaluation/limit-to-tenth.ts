import { seededRandom, shuffled } from '../domain/random.ts';

export type TenthRule = 'holds' | 'limited' | 'too-few-blocks';

export type LimitedEpisodes<T> = {
  readonly counted: readonly T[];
  /** Over a tenth: shown, not counted. */
  readonly beyond: readonly T[];
  readonly perBlockLimit: number | null;
  readonly tenthRule: TenthRule;
};

/**
 * Lets no block contribute more than a tenth of the counted episodes: the largest limit L with L <= sum(min(size, L)) / 10, then L
 * episodes of each larger block, drawn by seed from the block's own key, so that neither the listing nor another block changes the
 * draw. Below 10 blocks no limit can hold: everything is counted and the answer says so (the release gate asks for 20 blocks anyway).
 */
export function limitToTenth<T extends { readonly blockKey: string; readonly episodeKey: string }>(
  episodes: readonly T[],
  seed: number,
): LimitedEpisodes<T> {
  const blocks = groupByBlock(episodes);
  const sizes = [...blocks.values()].map((block) => block.length);
  if (sizes.length < 10) return { counted: episodes, beyond: [], perBlockLimit: null, tenthRule: 'too-few-blocks' };
  const limit = largestLimit(sizes);
  if (limit >= Math.max(...sizes)) return { counted: episodes, beyond: [], perBlockLimit: null, tenthRule: 'holds' };
  const counted: T[] = [];
  const beyond: T[] = [];
  for (const [blockKey, block] of blocks) {
    const drawn = new Set(shuffled(block, seededRandom(seed ^ textHash(blockKey))).slice(0, limit));
    for (const episode of block) (drawn.has(episode) ? counted : beyond).push(episode);
  }
  return { counted, beyond, perBlockLimit: limit, tenthRule: 'limited' };
}

export function groupByBlock<T extends { readonly blockKey: string }>(items: readonly T[]): Map<string, T[]> {
  const blocks = new Map<string, T[]>();
  for (const item of items) {
    const block = blocks.get(item.blockKey);
    if (block === undefined) blocks.set(item.blockKey, [item]);
    else block.push(item);
  }
  return blocks;
}

/** With at least 10 blocks a limit of 1 always holds; the share held only shrinks as the limit grows. */
function largestLimit(sizes: readonly number[]): number {
  let limit = Math.max(...sizes);
  while (10 * limit > sizes.reduce((sum, size) => sum + Math.min(size, limit), 0)) limit--;
  return limit;
}

/** FNV-1a, 32 bits. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
