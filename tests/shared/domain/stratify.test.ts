import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stratifyBlocks } from '../../../shared/domain/stratify.ts';

const blocks = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(1)), { minLength: 8, maxLength: 40 }).map((list) =>
  list.map(([plug, absent, rare], index) => ({
    key: `b${index}`,
    strata: new Map(
      [
        ['plug', plug],
        ['absent', absent],
        ['rare', rare],
      ].filter((entry): entry is [string, number] => entry[1] !== 0),
    ),
  })),
);
const countsFor = (total: number) => ({ train: total - 6, val: 2, calibration: 1, test: 3 });

it('every role gets its number of blocks, and the same ones whatever order the blocks are listed in', () => {
  fc.assert(
    fc.property(blocks, fc.nat(), (list, seed) => {
      const counts = countsFor(list.length);
      const roleOf = stratifyBlocks(list, counts, seed);
      const given = [...roleOf.values()];
      for (const [role, count] of Object.entries(counts))
        expect(given.filter((other) => other === role).length).toBe(count);
      expect(new Map([...stratifyBlocks(list.toReversed(), counts, seed)].sort())).toEqual(new Map([...roleOf].sort()));
    }),
  );
});

it('roles of equal numbers of blocks get equal parts of every class where that is possible', () => {
  const list = Array.from({ length: 40 }, (_, index) => ({
    key: `b${index}`,
    strata: new Map([[index < 8 ? 'rare' : index % 2 === 0 ? 'plug' : 'absent', 3]]),
  }));
  const roleOf = stratifyBlocks(list, { train: 10, val: 10, calibration: 10, test: 10 }, 3);
  for (const role of ['train', 'val', 'calibration', 'test']) {
    const inRole = list.filter(({ key }) => roleOf.get(key) === role);
    const of = (stratum: string) => inRole.filter(({ strata }) => strata.has(stratum)).length;
    expect([of('rare'), of('plug'), of('absent')]).toEqual([2, 4, 4]);
  }
});
