import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binsOf } from '../../../renderer/charts/bins.ts';
import { axisOf, shortNumber, wholeAxis } from '../../../renderer/charts/ticks.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('the ends of an axis', () => {
  test('hold every value, with three ticks in order, the outer two at the ends', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 50 }), (values) => {
        const { min, max, ticks } = axisOf(values);
        const room = 1e-9 * (Math.abs(min) + Math.abs(max)) + 1e-12;
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(min - room);
          expect(value).toBeLessThanOrEqual(max + room);
        }
        expect(ticks).toHaveLength(3);
        expect(ticks[0]).toBe(min);
        expect(ticks[2]).toBe(max);
        expect(ticks[1]).toBeGreaterThan(min);
        expect(ticks[1]).toBeLessThan(max);
      }),
    );
  });

  test('stand on round numbers', () => {
    expect(axisOf([0.83, 2.17])).toEqual({ min: 0.8, max: 2.2, ticks: [0.8, 1.5, 2.2] });
    expect(axisOf([0.0001, 0.0098], { from: 0 })).toEqual({ min: 0, max: 0.01, ticks: [0, 0.005, 0.01] });
  });

  test('stay where they are fixed', () => {
    expect(axisOf([0.2, 0.4], { from: 0, to: 1 })).toEqual({ min: 0, max: 1, ticks: [0, 0.5, 1] });
  });

  test('are there without a value, and with a single one', () => {
    expect(axisOf([])).toEqual({ min: 0, max: 1, ticks: [0, 0.5, 1] });
    expect(axisOf([Number.NaN])).toEqual({ min: 0, max: 1, ticks: [0, 0.5, 1] });
    const { min, max } = axisOf([5]);
    expect(min).toBeLessThanOrEqual(5);
    expect(max).toBeGreaterThan(min);
  });
});

test('an axis of whole numbers has whole ticks', () => {
  expect(wholeAxis(0, 100).ticks).toEqual([0, 50, 100]);
  expect(wholeAxis(1, 3).ticks).toEqual([1, 2, 3]);
  expect(wholeAxis(0, 1).ticks).toEqual([0, 1]);
  expect(wholeAxis(0, 0)).toEqual({ min: 0, max: 1, ticks: [0, 1] });
});

test('numbers are as short as they can be told apart', () => {
  expect([0, 0.5, 1.35, 0.0042, 12_400, 0.00001, 0.30000000000000004].map((value) => shortNumber(value))).toEqual([
    '0',
    '0.5',
    '1.35',
    '0.0042',
    '12,400',
    '1.0e-5',
    '0.3',
  ]);
});

test('every finite value falls into exactly one bin', () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 200 }), (values) => {
      const bins = binsOf([...values, Number.NaN], 10);
      expect(bins).toHaveLength(10);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    }),
  );
});
