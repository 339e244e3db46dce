import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaBinomialCumulative, confidenceUnderCorrelation } from '../../../shared/evaluation/beta-binomial.ts';
import { binomialCumulative, binomialProbability } from '../../../shared/evaluation/binomial.ts';
import { regularisedIncompleteBeta } from '../../../shared/evaluation/incomplete-beta.ts';
import {
  boundedCount,
  clopperPearsonUpper,
  errorsAllowed,
  trialsNeeded,
  wilsonInterval,
} from '../../../shared/evaluation/intervals.ts';

describe('the Clopper-Pearson upper bound', () => {
  test.each([
    [0, 299, 0.01],
    [0, 2995, 0.001],
    [0, 29956, 0.0001],
    [1, 473, 0.01],
    [1, 4742, 0.001],
    [1, 47437, 0.0001],
  ])('with %i errors needs %i trials for %f, and not one fewer', (errors, trials, rate) => {
    expect(clopperPearsonUpper(errors, trials)).toBeLessThanOrEqual(rate);
    expect(clopperPearsonUpper(errors, trials - 1)).toBeGreaterThan(rate);
    expect(trialsNeeded(errors, rate)).toBe(trials);
    expect(errorsAllowed(trials, rate)).toBe(errors);
    expect(errorsAllowed(trials - 1, rate)).toBe(errors - 1);
  });

  test('covers the true rate with at least 95 % at every rate, by exact binomial sums', () => {
    for (const trials of [1, 2, 5, 12, 30, 60, 97, 200]) {
      const bounds = Array.from({ length: trials + 1 }, (_, errors) => clopperPearsonUpper(errors, trials));
      // The coverage is lowest just above a bound, so these rates are tried beside an even grid.
      const rates = [
        ...bounds.map((bound) => bound * (1 + 1e-9)),
        ...Array.from({ length: 500 }, (_, i) => (i + 0.5) / 500),
      ];
      for (const rate of rates.filter((value) => value < 1)) {
        let coverage = 0;
        bounds.forEach((bound, errors) => {
          if (bound >= rate) coverage += binomialProbability(errors, trials, rate);
        });
        expect(coverage).toBeGreaterThanOrEqual(0.95 - 1e-7);
      }
    }
  });

  test('rises with the errors and falls with the trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (trials, draw) => {
        const errors = draw % trials;
        expect(clopperPearsonUpper(errors, trials)).toBeLessThan(clopperPearsonUpper(errors + 1, trials));
        expect(clopperPearsonUpper(errors, trials + 1)).toBeLessThan(clopperPearsonUpper(errors, trials));
      }),
    );
  });

  test('is 1 when every trial failed, and is not given without a trial', () => {
    expect(clopperPearsonUpper(7, 7)).toBe(1);
    expect(boundedCount(0, 0)).toEqual({ errors: 0, trials: 0, upperBound: null, atMostOneIn: null });
  });

  test.each([
    [0, 312, 104],
    [1, 412, 87],
    [0, 23, 8],
    [5, 5, 1],
  ])('says %i of %i as "at most 1 in %i", rounded down', (errors, trials, atMostOneIn) => {
    expect(boundedCount(errors, trials).atMostOneIn).toBe(atMostOneIn);
  });
});

describe('the Wilson interval', () => {
  test('agrees with the published example 15 of 148 (Newcombe 1998)', () => {
    const interval = wilsonInterval(15, 148)!;
    expect(interval.low).toBeCloseTo(0.0624, 4);
    expect(interval.high).toBeCloseTo(0.1605, 4);
  });

  test('holds the observed rate and stays in 0..1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
        const errors = Math.round(share * trials);
        const { low, high } = wilsonInterval(errors, trials)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(errors / trials);
        expect(high).toBeGreaterThanOrEqual(errors / trials);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the distributions beneath', () => {
  test('the binomial cumulative equals the sum of its probabilities', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        fc.double({ min: 0.0001, max: 0.9999, noNaN: true }),
        (n, draw, p) => {
          const k = draw % (n + 1);
          let sum = 0;
          for (let i = 0; i <= k; i++) sum += binomialProbability(i, n, p);
          expect(binomialCumulative(k, n, p)).toBeCloseTo(sum, 10);
        },
      ),
    );
  });

  test('the incomplete beta function gives the closed forms I_x(1, b), I_x(a, 1) and its mirror', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1024 }).map((part) => part / 1024),
        fc.double({ min: 0.1, max: 3000, noNaN: true }),
        fc.double({ min: 0.1, max: 3000, noNaN: true }),
        (x, a, b) => {
          expect(regularisedIncompleteBeta(x, 1, b)).toBeCloseTo(1 - (1 - x) ** b, 9);
          expect(regularisedIncompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 9);
          expect(regularisedIncompleteBeta(x, a, b) + regularisedIncompleteBeta(1 - x, b, a)).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  test('a beta-binomial with equal weights is uniform', () => {
    for (let k = 0; k <= 9; k++) expect(betaBinomialCumulative(k, 9, 1, 1)).toBeCloseTo((k + 1) / 10, 10);
  });
});

describe('the confidence of a bound when episodes of one block are alike', () => {
  const blocks = new Array<number>(30).fill(10);

  test('is the nominal 95 % without correlation', () => {
    for (const errors of [0, 1, 4]) {
      expect(confidenceUnderCorrelation(errors, blocks, clopperPearsonUpper(errors, 300), 1e-7)).toBeCloseTo(0.95, 4);
    }
  });

  test('is 95 % however alike they are when every block holds one episode', () => {
    expect(confidenceUnderCorrelation(2, new Array<number>(50).fill(1), clopperPearsonUpper(2, 50), 0.9)).toBeCloseTo(
      0.95,
      9,
    );
  });

  test('falls as blocks grow, and agrees with the closed form for no error', () => {
    const bound = clopperPearsonUpper(0, 300);
    const small = confidenceUnderCorrelation(0, new Array<number>(100).fill(3), bound);
    const large = confidenceUnderCorrelation(0, blocks, bound);
    expect(small).toBeLessThan(0.95);
    expect(large).toBeLessThan(small);
    // P(no error in a block of m) = product of (beta + i) / (alpha + beta + i).
    const beta = (1 - bound) * 9;
    let none = 1;
    for (let i = 0; i < 10; i++) none *= (beta + i) / (9 + i);
    expect(large).toBeCloseTo(1 - none ** 30, 10);
  });
});
