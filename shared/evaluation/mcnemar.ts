import { binomialCumulative } from './binomial.ts';

export type McNemar = {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Exact two-sided p value; 1 without a discordant pair. */
  readonly pValue: number;
  /** False with fewer than 6 discordant pairs: even if all lie on one side, p stays at or above 0.05, and the sentence says so. */
  readonly canReachSignificance: boolean;
  readonly sentence: string;
};

/**
 * Exact McNemar test over paired episodes: `onlyFirst` are wrong with the first model alone, `onlySecond` with the second alone.
 * Under equal error rates each discordant pair falls on either side with probability 1/2. (McNemar 1947; exact form by the
 * binomial distribution.)
 */
export function exactMcNemar(onlyFirst: number, onlySecond: number): McNemar {
  const discordant = onlyFirst + onlySecond;
  const pValue = Math.min(1, 2 * binomialCumulative(Math.min(onlyFirst, onlySecond), discordant, 0.5));
  const canReachSignificance = discordant >= 6;
  const counts = `${onlyFirst} tries wrong with the first model only, ${onlySecond} with the second only`;
  const sentence = canReachSignificance
    ? `${counts}: exact McNemar p = ${pValue < 0.001 ? 'below 0.001' : pValue.toFixed(3)} (two-sided).`.replace(
        '= below',
        'below',
      )
    : `${counts}: fewer than 6 differ, too few to tell the models apart at p < 0.05 whichever way they fall.`;
  return { onlyFirst, onlySecond, pValue, canReachSignificance, sentence };
}
