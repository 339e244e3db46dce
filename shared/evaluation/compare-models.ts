import type { AveragePrecisionFormula, EpisodeEvaluation, ImageEvaluation } from '../domain/evaluation.ts';
import type { BootstrapInterval } from '../domain/evaluation-figures.ts';
import { failure, type Result, success } from '../domain/problem.ts';
import { blockBootstrap, canShowInterval, shownInterval, standardReplicates } from './block-bootstrap.ts';
import { exactMcNemar, type McNemar } from './mcnemar.ts';
import { meanAveragePrecision } from './mean-average-precision.ts';
import { rankMatches } from './ranked-set.ts';
import { blocksThatDiffer } from './telling-blocks.ts';

export type StoredEvaluation = {
  readonly images: readonly ImageEvaluation[];
  readonly episodes: readonly EpisodeEvaluation[];
};

export type Difference = {
  /** Second model minus first; null when no image has ground truth. */
  readonly value: number | null;
  readonly interval: BootstrapInterval;
};

export type ModelComparison = {
  readonly map50: Difference;
  readonly map5095: Difference;
  readonly falsePositives: McNemar;
  readonly misses: McNemar;
};

export type ComparisonOptions = {
  readonly formula?: AveragePrecisionFormula;
  readonly seed: number;
  readonly replicates?: number;
};

/**
 * Two models evaluated here on the same frozen images with the same formula: the difference of their mean average precisions with
 * the percentile interval of the paired block bootstrap (no new inference), and the exact McNemar test over discordant episodes,
 * negatives and positives separately. An interval is shown with at least 40 blocks of which the models' matches differ in at least 10.
 */
export function compareModels(
  first: StoredEvaluation,
  second: StoredEvaluation,
  { formula = 'coco', seed, replicates = standardReplicates }: ComparisonOptions,
): Result<ModelComparison> {
  if (!sameImages(first.images, second.images)) {
    return failure(
      'invalid-input',
      'The two models were not evaluated on the same pictures, so they are not compared. Both evaluations are kept. Evaluate both on the same dataset version and role, then compare again.',
    );
  }
  const sides = [first, second].map(({ images }) => ({ images, set: rankMatches(images) }));
  const means = sides.map(({ set }) => meanAveragePrecision(set, formula));
  const blocks = sides[0].set.blockKeys.length;
  const blocksThatTell = blocksThatDiffer(sides[0], sides[1]);
  const isShown = means[0].map50 !== null && canShowInterval(blocks, blocksThatTell);
  const drawn = isShown
    ? blockBootstrap(
        sides.map(({ set }) => set),
        { formula, seed, replicates },
      )
    : null;
  const difference = (figure: 'map50' | 'map5095'): Difference => {
    const [a, b] = means.map((mean) => mean[figure]);
    const value = a === null || b === null ? null : b - a;
    if (drawn === null) {
      return {
        value,
        interval: { state: 'not-shown', blocks, blocksThatTell, why: 'too few, or too alike, to compare here' },
      };
    }
    const differences = drawn[1][figure].map((second, index) => second - drawn[0][figure][index]);
    return { value, interval: shownInterval(differences, { blocks, blocksThatTell, seed }) };
  };
  const pairs = pairTries(first.episodes, second.episodes);
  return success({
    map50: difference('map50'),
    map5095: difference('map5095'),
    falsePositives: discordantTries(pairs, 'absent'),
    misses: discordantTries(pairs, 'present'),
  });
}

function sameImages(first: readonly ImageEvaluation[], second: readonly ImageEvaluation[]): boolean {
  const blocks = new Map(first.map((image) => [image.imageId, image.blockKey]));
  return blocks.size === second.length && second.every((image) => blocks.get(image.imageId) === image.blockKey);
}

/** Tries that both models decided, by who was right; the first model's entries. */
export type PairedTries = {
  readonly bothRight: readonly EpisodeEvaluation[];
  readonly onlyFirstRight: readonly EpisodeEvaluation[];
  readonly onlySecondRight: readonly EpisodeEvaluation[];
  readonly neitherRight: readonly EpisodeEvaluation[];
};

/** An undecided try is in no false-positive rate and in no pair; one listed apart neither. */
export function pairTries(first: readonly EpisodeEvaluation[], second: readonly EpisodeEvaluation[]): PairedTries {
  const key = (episode: EpisodeEvaluation) => JSON.stringify([episode.blockKey, episode.episodeKey, episode.truth]);
  const others = new Map(second.map((episode) => [key(episode), episode.outcome]));
  const pairs = first.flatMap((episode) => {
    const other = others.get(key(episode));
    const isPair = other !== undefined && ![episode.outcome, other].some((outcome) => unpaired.includes(outcome));
    return isPair ? [{ episode, first: episode.outcome === 'correct', second: other === 'correct' }] : [];
  });
  const where = (isFirstRight: boolean, isSecondRight: boolean) =>
    pairs.filter((pair) => pair.first === isFirstRight && pair.second === isSecondRight).map(({ episode }) => episode);
  return {
    bothRight: where(true, true),
    onlyFirstRight: where(true, false),
    onlySecondRight: where(false, true),
    neitherRight: where(false, false),
  };
}

const unpaired: readonly EpisodeEvaluation['outcome'][] = ['undecided', 'listed-apart'];

/** Exact McNemar over the discordant tries of one truth. */
export function discordantTries(
  { onlyFirstRight, onlySecondRight }: PairedTries,
  truth: 'absent' | 'present',
): McNemar {
  const count = (tries: readonly EpisodeEvaluation[]) => tries.filter((episode) => episode.truth === truth).length;
  return exactMcNemar(count(onlySecondRight), count(onlyFirstRight));
}
