import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareNaturally, naturalComparer } from '../../../shared/domain/natural-sort.ts';

it('numbers in names count as numbers', () => {
  const names = ['b1', 'a10.png', 'a2.png', 'A3.png', 'a02.png', 'a2b.png', 'a'];
  expect(names.toSorted(compareNaturally)).toEqual(['a', 'a02.png', 'a2.png', 'a2b.png', 'A3.png', 'a10.png', 'b1']);
  expect(compareNaturally('x12345678901234567890', 'x12345678901234567891')).toBeLessThan(0);
});

it('the natural order is one order: antisymmetric, transitive, and equal only for equal names', () => {
  const name = fc.stringMatching(/^[aAb0-9._]{0,6}$/);
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) + 0);
      expect(compareNaturally(a, b) === 0).toBe(a === b);
      expect(naturalComparer()(a, b)).toBe(compareNaturally(a, b));
      if (compareNaturally(a, b) <= 0 && compareNaturally(b, c) <= 0)
        expect(compareNaturally(a, c)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});
