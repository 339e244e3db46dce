import type { EpisodeRate } from '../domain/evaluation-figures.ts';
import { assumedBlockCorrelation } from './beta-binomial.ts';
import { capitalised, count, percent, tries } from './wording.ts';

type RateFigures = Omit<EpisodeRate, 'sentence' | 'detail'>;

/**
 * A rate in the plant's words ("Plug reported, none there: 0 of 312 tries (at most 1 in 104).") and, as the second line, in the
 * field's terms.
 */
export function rateSentences(
  rate: RateFigures,
  kind: 'false-positive' | 'miss',
  className: string,
): { sentence: string; detail: string } {
  const what = kind === 'miss' ? 'there, not reported' : 'reported, none there';
  const lead = `${capitalised(className)} ${what}: `;
  if (rate.upperBound === null) {
    const missing = kind === 'miss' ? `no try with a ${className}` : `no decided try without a ${className}`;
    return { sentence: `${lead}${missing}, so there is no rate.`, detail: 'No episode, no bound.' };
  }
  const sentence = `${lead}${count(rate.errors)} of ${tries(rate.trials)} (at most 1 in ${count(rate.atMostOneIn ?? 1)}).`;
  return { sentence, detail: [...detailsOf(rate, rate.upperBound, kind)].join(' ') };
}

function* detailsOf(rate: RateFigures, upperBound: number, kind: 'false-positive' | 'miss'): Generator<string> {
  const name = kind === 'miss' ? 'Miss rate' : 'False-positive rate';
  yield `${name} ${percent(rate.errors / rate.trials)} of ${count(rate.trials)} ${rate.trials === 1 ? 'episode' : 'episodes'}, one-sided 95 % Clopper-Pearson upper bound ${percent(upperBound)}.`;
  if (rate.confidenceAtCorrelation !== null) {
    yield `With a correlation of ${assumedBlockCorrelation} between the episodes of a block the bound holds with ${percent(rate.confidenceAtCorrelation)}.`;
  }
  const { errors, trials, atMostOneIn } = rate.overBlocks;
  yield `Blocks with any: ${count(errors)} of ${count(trials)}, at most 1 in ${count(atMostOneIn ?? 1)}.`;
  yield `Frames: ${count(rate.frames.errors)} of ${count(rate.frames.trials)}.`;
  if (rate.tenthRule === 'limited') {
    yield `No block may hold more than a tenth: ${count(rate.perBlockLimit ?? 0)} episodes of a block are counted, drawn by seed; of the ${count(rate.beyondTheTenth.trials)} others ${count(rate.beyondTheTenth.errors)} are wrong.`;
  }
  if (rate.tenthRule === 'too-few-blocks') {
    yield 'With fewer than 10 blocks some hold more than a tenth of the episodes.';
  }
}
