import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outerFences, quantile } from '../../../shared/domain/image-quality.ts';

it('interpolates between order statistics, as numpy does by default', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 5, 8]);
  expect(quantile([], 0.5)).toBeNaN();
});

it('takes three interquartile ranges beyond the quartiles for the border', () => {
  const values = Array.from({ length: 101 }, (_, at) => at);
  expect(outerFences(values)).toEqual({ low: 25 - 150, high: 75 + 150 });
});

it('calls nothing an outlier where there is too little to compare with', () => {
  expect(outerFences([1, 1, 1, 900])).toEqual({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
});

it('still finds the odd one where most values are equal', () => {
  const { low, high } = outerFences([...new Array<number>(50).fill(100), 400]);
  expect([low, high]).toEqual([70, 130]);
});

it('moves and stretches with the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      (values, factor) => {
        const sorted = values.toSorted((a, b) => a - b);
        const fences = outerFences(sorted);
        const scaled = outerFences(sorted.map((value) => value * factor));
        expect(scaled.low).toBeCloseTo(fences.low * factor, 6);
        expect(scaled.high).toBeCloseTo(fences.high * factor, 6);
      },
    ),
  );
});
