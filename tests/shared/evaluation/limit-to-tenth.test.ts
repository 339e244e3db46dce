import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitToTenth } from '../../../shared/evaluation/limit-to-tenth.ts';

const episodes = (sizes: readonly number[]) =>
  sizes.flatMap((size, block) =>
    Array.from({ length: size }, (_, index) => ({ blockKey: `shift ${block}`, episodeKey: `${block}-${index}` })),
  );
const perBlock = (list: readonly { blockKey: string }[]) =>
  list.reduce(
    (counts, { blockKey }) => counts.set(blockKey, (counts.get(blockKey) ?? 0) + 1),
    new Map<string, number>(),
  );

describe('the tenth that a block may contribute', () => {
  test('holds as it is when ten blocks are equal', () => {
    const { counted, beyond, tenthRule } = limitToTenth(episodes(new Array<number>(10).fill(7)), 1);
    expect([counted.length, beyond.length, tenthRule]).toEqual([70, 0, 'holds']);
  });

  test('is never exceeded, with the largest limit that holds, and what is over is kept beside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 10, maxLength: 30 }),
        fc.nat(),
        (sizes, seed) => {
          const all = episodes(sizes);
          const { counted, beyond, perBlockLimit } = limitToTenth(all, seed);
          expect(counted.length + beyond.length).toBe(all.length);
          expect(10 * Math.max(...perBlock(counted).values())).toBeLessThanOrEqual(counted.length);
          if (perBlockLimit === null) return;
          const oneMore = sizes.reduce((sum, size) => sum + Math.min(size, perBlockLimit + 1), 0);
          expect(10 * (perBlockLimit + 1)).toBeGreaterThan(oneMore);
        },
      ),
    );
  });

  test('cannot hold below ten blocks: all are counted and the answer says so', () => {
    const { counted, tenthRule } = limitToTenth(episodes([5, 5, 5]), 1);
    expect([counted.length, tenthRule]).toEqual([15, 'too-few-blocks']);
  });

  test('is drawn by seed: the same seed counts the same episodes, whatever another block holds; another seed others', () => {
    const sizes = [40, ...new Array<number>(15).fill(5)];
    const ofFirst = (list: readonly { blockKey: string; episodeKey: string }[]) =>
      list.filter(({ blockKey }) => blockKey === 'shift 0').map(({ episodeKey }) => episodeKey);
    const once = ofFirst(limitToTenth(episodes(sizes), 3).counted);
    expect(ofFirst(limitToTenth(episodes(sizes), 3).counted)).toEqual(once);
    expect(ofFirst(limitToTenth(episodes(sizes), 4).counted)).not.toEqual(once);
    const changed = [...sizes];
    changed[1] = 4;
    changed[2] = 6;
    expect(ofFirst(limitToTenth(episodes(changed), 3).counted)).toEqual(once);
  });
});
