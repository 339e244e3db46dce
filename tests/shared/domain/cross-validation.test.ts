import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCount, foldsOf } from '../../../shared/domain/cross-validation.ts';

const blocks = fc
  .uniqueArray(fc.nat(500), { minLength: foldCount, maxLength: 40 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) => fc.record({ present: fc.nat(3), absent: fc.nat(3) }).map((counts) => ({ key, counts }))),
    ),
  )
  .map((made) =>
    made.map(({ key, counts }) => ({
      key: `block ${key}`,
      strata: new Map(Object.entries(counts).filter(([, count]) => count > 0)),
    })),
  );

describe('parts for trying a network out', () => {
  test('hold every block once, in parts that differ by one block at most', () => {
    fc.assert(
      fc.property(blocks, fc.nat(100), (given, seed) => {
        const folds = foldsOf(given, seed);
        expect([...folds.keys()].sort()).toEqual(given.map(({ key }) => key).sort());
        const sizes = Array.from(
          { length: foldCount },
          (_, fold) => [...folds.values()].filter((one) => one === fold).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(foldsOf([...given].reverse(), seed)).toEqual(folds);
      }),
    );
  });

  test('share a class out evenly', () => {
    const given = Array.from({ length: 12 }, (_, at) => ({
      key: `b${at}`,
      strata: new Map([[at % 2 === 0 ? 'plug' : 'absent', 1]]),
    }));
    const folds = foldsOf(given, 1);
    for (let fold = 0; fold < foldCount; fold++) {
      const inFold = given.filter(({ key }) => folds.get(key) === fold);
      expect(inFold.filter(({ strata }) => strata.has('plug'))).toHaveLength(2);
    }
  });

  test('need a block each', () => {
    expect(() => foldsOf([{ key: 'a', strata: new Map() }], 1)).toThrow(/3 parts/);
  });
});
