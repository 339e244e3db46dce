import type { BoundedCount, Interval } from '../domain/evaluation-figures.ts';
import { binomialCumulative } from './binomial.ts';

/** Confidence of every one-sided bound the product prints. */
export const boundConfidence = 0.95;

/**
 * One-sided Clopper-Pearson upper bound of a rate after `errors` in `trials` (at least 1): the largest rate at which so few errors
 * still have a probability of 1 - confidence. Exact: it holds with at least the stated confidence, whatever the rate. Zero errors
 * in 299, 2995 and 29956 trials bound it by 1 %, 0.1 % and 0.01 %. (Clopper and Pearson, Biometrika 26, 1934.)
 */
export function clopperPearsonUpper(errors: number, trials: number, confidence = boundConfidence): number {
  if (!(Number.isInteger(errors) && Number.isInteger(trials) && errors >= 0 && trials >= 1 && errors <= trials)) {
    throw new Error(`A bound needs whole counts with 0 <= errors <= trials and a trial: ${errors} of ${trials}.`);
  }
  if (errors === trials) return 1;
  if (errors === 0) return -Math.expm1(Math.log1p(-confidence) / trials);
  let low = errors / trials;
  let high = 1;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (binomialCumulative(errors, trials, middle) > 1 - confidence) low = middle;
    else high = middle;
  }
  return high;
}

/** Largest number of errors in `trials` whose upper bound is still at most `rate`; -1 when even none is too many. */
export function errorsAllowed(trials: number, rate: number, confidence = boundConfidence): number {
  if (trials === 0 || clopperPearsonUpper(0, trials, confidence) > rate) return -1;
  let allowed = 0;
  let refused = trials;
  if (rate >= 1) return trials;
  while (refused - allowed > 1) {
    const middle = Math.floor((allowed + refused) / 2);
    if (clopperPearsonUpper(middle, trials, confidence) <= rate) allowed = middle;
    else refused = middle;
  }
  return allowed;
}

/** Fewest trials in which `errors` are allowed under a target rate in 0..1: 299, 473, ... for 1 %. */
export function trialsNeeded(errors: number, rate: number, confidence = boundConfidence): number {
  let refused = errors;
  let enough = Math.max(errors + 1, 2);
  while (clopperPearsonUpper(errors, enough, confidence) > rate) {
    refused = enough;
    enough *= 2;
  }
  while (enough - refused > 1) {
    const middle = Math.floor((refused + enough) / 2);
    if (clopperPearsonUpper(errors, middle, confidence) <= rate) enough = middle;
    else refused = middle;
  }
  return enough;
}

/** The count with its bound and, in plant words, the reciprocal: "at most 1 in 104", rounded down. */
export function boundedCount(errors: number, trials: number): BoundedCount {
  if (trials === 0) return { errors, trials, upperBound: null, atMostOneIn: null };
  const upperBound = clopperPearsonUpper(errors, trials);
  return { errors, trials, upperBound, atMostOneIn: Math.floor(1 / upperBound) };
}

/** Two-sided 95 % Wilson score interval, for plots; null without a trial. (Wilson, JASA 22, 1927.) */
export function wilsonInterval(errors: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const z = 1.959963984540054;
  const rate = errors / trials;
  const centre = rate + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    low: errors === 0 ? 0 : (centre - spread) / scale,
    high: errors === trials ? 1 : (centre + spread) / scale,
  };
}
