import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableDescendingOrder } from '../../../shared/evaluation/descending-order.ts';

test('indexes come in descending order of their numbers, equal numbers in the order they were in', () => {
  const number = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
  fc.assert(
    fc.property(fc.array(number.map(Math.abs)), (values) => {
      const expected = values
        .map((value, index) => ({ value, index }))
        .sort((a, b) => b.value - a.value)
        .map(({ index }) => index);
      expect([...stableDescendingOrder(Float64Array.from(values))]).toEqual(expected);
    }),
  );
});
