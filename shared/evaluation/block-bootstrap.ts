import type { AveragePrecisionFormula } from '../domain/evaluation.ts';
import type { BootstrapInterval } from '../domain/evaluation-figures.ts';
import { seededRandom } from '../domain/random.ts';
import { weightedMeanAveragePrecision } from './mean-average-precision.ts';
import type { RankedSet } from './ranked-set.ts';

export const standardReplicates = 2000;
export const intervalLevel = 0.95;

export type BootstrapOptions = {
  readonly formula: AveragePrecisionFormula;
  readonly seed: number;
  readonly replicates?: number;
};

/** Per replicate the mean average precisions of one model. */
export type Replicates = { readonly map50: Float64Array; readonly map5095: Float64Array };

/**
 * Paired bootstrap over blocks: every replicate draws as many blocks as there are, with replacement, and evaluates each set on the
 * same draw from its cached matches. The sets must be over the same blocks. A replicate without any ground truth is NaN (drop it
 * with `replicatesInterval`). Same seed, same replicates, on every machine.
 */
export function blockBootstrap(sets: readonly RankedSet[], options: BootstrapOptions): Replicates[] {
  const { formula, seed, replicates = standardReplicates } = options;
  const blocks = sets[0]?.blockKeys.length ?? 0;
  if (sets.some((set) => set.blockKeys.some((key, index) => key !== sets[0].blockKeys[index]))) {
    throw new Error('A paired bootstrap needs both models evaluated on the same blocks.');
  }
  const random = seededRandom(seed);
  const weights = new Uint32Array(blocks);
  const evaluated = sets.map((set) => weightedMeanAveragePrecision(set, formula));
  const results = sets.map(() => ({ map50: new Float64Array(replicates), map5095: new Float64Array(replicates) }));
  for (let replicate = 0; replicate < replicates; replicate++) {
    weights.fill(0);
    for (let draw = 0; draw < blocks; draw++) weights[Math.floor(random() * blocks)]++;
    evaluated.forEach((evaluate, index) => {
      const { map50, map5095 } = evaluate(weights);
      results[index].map50[replicate] = map50 ?? Number.NaN;
      results[index].map5095[replicate] = map5095 ?? Number.NaN;
    });
  }
  return results;
}

/** The percentile interval of replicates (2.5 % and 97.5 % by default), linear between order statistics as numpy.percentile. */
export function percentileInterval(replicates: Float64Array, level = intervalLevel): { low: number; high: number } {
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) throw new Error('An interval needs a replicate with ground truth.');
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  };
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

/** Blocks an interval of mAP needs, and of these how many must tell something (hold an error, or tell two models apart). */
export const leastBlocks = 40;
export const leastTellingBlocks = 10;

export function canShowInterval(blocks: number, blocksThatTell: number): boolean {
  return blocks >= leastBlocks && blocksThatTell >= leastTellingBlocks;
}

export function shownInterval(
  replicates: Float64Array,
  counts: { readonly blocks: number; readonly blocksThatTell: number; readonly seed: number },
): BootstrapInterval {
  return {
    state: 'shown',
    ...percentileInterval(replicates),
    level: intervalLevel,
    replicates: replicates.length,
    ...counts,
  };
}
