import { mean, standardDeviation } from './median.ts';

export type Comparison = {
  readonly mean: number;
  readonly peerMean: number;
  readonly deviation: number;
  readonly peerDeviation: number;
  readonly runs: number;
  /** The difference of means that chance alone explains: max(0.02, 2.5 * sqrt((s1^2 + s2^2) / n)). */
  readonly margin: number;
};

/** Compares two trainers over the same seeds (or folds); both lists in the same order. */
export function compareTrainings(own: readonly number[], peer: readonly number[]): Comparison {
  if (own.length !== peer.length) throw new Error(`${own.length} runs of ours, ${peer.length} of the peer's.`);
  const deviation = standardDeviation(own);
  const peerDeviation = standardDeviation(peer);
  const margin = Math.max(0.02, 2.5 * Math.sqrt((deviation ** 2 + peerDeviation ** 2) / own.length));
  return { mean: mean(own), peerMean: mean(peer), deviation, peerDeviation, runs: own.length, margin };
}
