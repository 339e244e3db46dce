import type { EpisodeEvaluation } from '../domain/evaluation.ts';
import { discordantTries, type PairedTries } from './compare-models.ts';
import type { McNemar } from './mcnemar.ts';
import { capitalised, count, tries } from './wording.ts';

/** Tries of one truth that both models decided, by who was right. */
export type TryCounts = {
  readonly bothRight: number;
  readonly onlyNew: number;
  readonly onlyCurrent: number;
  readonly neither: number;
};

export type TryComparison = TryCounts & { readonly test: McNemar; readonly sentence: string; readonly detail: string };

/**
 * Counts and the exact McNemar test of one truth, in plant words and in the field's terms. `pairs`: the current model is the first, the
 * new one the second.
 */
export function compareTries(pairs: PairedTries, truth: 'absent' | 'present', className: string): TryComparison {
  const of = (list: readonly EpisodeEvaluation[]) => list.filter((episode) => episode.truth === truth).length;
  const counts: TryCounts = {
    bothRight: of(pairs.bothRight),
    onlyNew: of(pairs.onlySecondRight),
    onlyCurrent: of(pairs.onlyFirstRight),
    neither: of(pairs.neitherRight),
  };
  const test = discordantTries(pairs, truth);
  const what = truth === 'absent' ? 'reported, none there' : 'there, not reported';
  const all = counts.bothRight + counts.onlyNew + counts.onlyCurrent + counts.neither;
  const lead = `${capitalised(className)} ${what}`;
  if (all === 0) {
    const missing = truth === 'absent' ? `without a ${className}` : `with a ${className}`;
    return { ...counts, test, sentence: `${lead}: no try ${missing} that both models decided.`, detail: 'No pair.' };
  }
  return {
    ...counts,
    test,
    sentence: `${lead}: of ${tries(all)} both are right in ${count(counts.bothRight)}, only the new model in ${count(counts.onlyNew)}, only the current one in ${count(counts.onlyCurrent)}, neither in ${count(counts.neither)}.`,
    detail: detailOf(counts, test),
  };
}

function detailOf({ onlyNew, onlyCurrent }: TryCounts, { pValue, canReachSignificance }: McNemar): string {
  const differ = `${count(onlyNew + onlyCurrent)} discordant`;
  if (!canReachSignificance) {
    return `${differ}: fewer than 6 cannot tell the models apart at p < 0.05, whichever way they fall.`;
  }
  return `${differ}, exact McNemar p ${pValue < 0.001 ? 'below 0.001' : `= ${pValue.toFixed(3)}`} (two-sided).`;
}
