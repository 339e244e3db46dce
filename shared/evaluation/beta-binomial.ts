import { logChoose } from './binomial.ts';
import { logBeta } from './incomplete-beta.ts';

/** P(X = k) for X ~ BetaBinomial(n, alpha, beta): n trials whose common rate is drawn from Beta(alpha, beta). */
export function betaBinomialProbability(k: number, n: number, alpha: number, beta: number): number {
  return Math.exp(logChoose(n, k) + logBeta(k + alpha, n - k + beta) - logBeta(alpha, beta));
}

/** P(X <= k); 0 for k < 0. */
export function betaBinomialCumulative(k: number, n: number, alpha: number, beta: number): number {
  if (k >= n) return 1;
  let sum = 0;
  for (let errors = 0; errors <= k; errors++) sum += betaBinomialProbability(errors, n, alpha, beta);
  return Math.min(1, sum);
}

/** The correlation between two episodes of one block that the printed confidence assumes. */
export const assumedBlockCorrelation = 0.1;

/**
 * What the confidence of an upper bound really is when trials of one block are alike: each block's rate is drawn from the Beta
 * distribution with mean `bound` and intra-block correlation rho (alpha + beta = 1 / rho - 1), its errors are beta-binomial,
 * blocks are independent. Returns 1 - P(at most `errors` in all blocks | true rate = bound); with rho = 0 that is the nominal 0.95.
 */
export function confidenceUnderCorrelation(
  errors: number,
  trialsPerBlock: readonly number[],
  bound: number,
  correlation = assumedBlockCorrelation,
): number {
  if (bound >= 1) return 1;
  const alpha = bound * (1 / correlation - 1);
  const beta = (1 - bound) * (1 / correlation - 1);
  let sums: readonly number[] = [1];
  const distributions = new Map<number, readonly number[]>();
  for (const trials of trialsPerBlock) {
    let block = distributions.get(trials);
    if (block === undefined) {
      const most = Math.min(trials, errors);
      block = Array.from({ length: most + 1 }, (_, k) => betaBinomialProbability(k, trials, alpha, beta));
      distributions.set(trials, block);
    }
    sums = convolveUpTo(sums, block, errors);
  }
  return Math.max(0, 1 - sums.reduce((sum, probability) => sum + probability, 0));
}

function convolveUpTo(a: readonly number[], b: readonly number[], most: number): number[] {
  const sums = new Array<number>(Math.min(most, a.length + b.length - 2) + 1).fill(0);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length && i + j < sums.length; j++) sums[i + j] += a[i] * b[j];
  }
  return sums;
}
