import type { EpisodeEvaluation } from '../domain/evaluation.ts';
import type { BlockEvidence, EpisodeRate, ImageLevelFigures } from '../domain/evaluation-figures.ts';
import { confidenceUnderCorrelation } from './beta-binomial.ts';
import type { DecidedEpisode } from './decide-episodes.ts';
import { boundedCount, wilsonInterval } from './intervals.ts';
import { groupByBlock, type LimitedEpisodes, limitToTenth } from './limit-to-tenth.ts';
import { ratio } from './measure.ts';
import { rateSentences } from './rate-sentences.ts';
import { tries } from './wording.ts';

/** Blocks the release gate asks for, holding an absent episode and holding a present one. */
export const requiredBlocks = 20;

export type ImageLevelOptions = {
  readonly targetClassIndex: number;
  readonly targetClassName: string;
  /** Draws the counted episodes of blocks that hold over a tenth. */
  readonly seed: number;
};

export type ImageLevelResult = {
  readonly figures: ImageLevelFigures;
  readonly episodes: readonly EpisodeEvaluation[];
};

/**
 * False-positive and miss rate over episodes with everything that has to stand beside them. An absent episode that is undecided is
 * in neither part of the false-positive rate; a misplaced one without a taught tolerance is in no rate.
 */
export function imageLevelFigures(decided: readonly DecidedEpisode[], options: ImageLevelOptions): ImageLevelResult {
  const absent = decided.filter((episode) => episode.truth === 'absent');
  const present = decided.filter((episode) => episode.truth === 'present');
  const limitedAbsent = limitToTenth(
    absent.filter((episode) => episode.outcome !== 'undecided'),
    options.seed,
  );
  const limitedPresent = limitToTenth(present, options.seed);
  const counted = new Set([...limitedAbsent.counted, ...limitedPresent.counted]);
  const undecidedAbsent = absent.filter((episode) => episode.outcome === 'undecided').length;
  const undecidedPresent = present.filter((episode) => episode.hasUnknown).length;
  const trials = absent.length + present.length;
  return {
    figures: {
      targetClassIndex: options.targetClassIndex,
      falsePositives: episodeRate(limitedAbsent, 'false-positive', options.targetClassName),
      misses: episodeRate(limitedPresent, 'miss', options.targetClassName),
      undecided: {
        absent: undecidedAbsent,
        present: undecidedPresent,
        trials,
        share: ratio(undecidedAbsent + undecidedPresent, trials, 'no try'),
        sentence: `Undecided: ${undecidedAbsent + undecidedPresent} of ${tries(trials)}.`,
      },
      misplacedListedApart: decided.length - trials,
      blockEvidence: blockEvidence(absent, present),
    },
    episodes: decided.map(({ frames: _, ...episode }, index) => ({ ...episode, counted: counted.has(decided[index]) })),
  };
}

function episodeRate(
  { counted, beyond, perBlockLimit, tenthRule }: LimitedEpisodes<DecidedEpisode>,
  kind: 'false-positive' | 'miss',
  className: string,
): EpisodeRate {
  const isError = (episode: DecidedEpisode) => episode.outcome === kind;
  const errors = counted.filter(isError).length;
  const bound = boundedCount(errors, counted.length);
  const blocks = [...groupByBlock(counted).values()];
  const rate = {
    ...bound,
    rate: ratio(errors, counted.length, kind === 'miss' ? 'no present episode' : 'no decided absent episode'),
    wilson: wilsonInterval(errors, counted.length),
    confidenceAtCorrelation:
      bound.upperBound === null
        ? null
        : confidenceUnderCorrelation(
            errors,
            blocks.map((block) => block.length),
            bound.upperBound,
          ),
    overBlocks: boundedCount(blocks.filter((block) => block.some(isError)).length, blocks.length),
    perBlockLimit,
    tenthRule,
    beyondTheTenth: { errors: beyond.filter(isError).length, trials: beyond.length },
    frames: frameCounts(counted, kind),
  };
  return { ...rate, ...rateSentences(rate, kind, className) };
}

/** Frames stand beside the episodes, never instead of them: called PRESENT of the decided ones, or not PRESENT of all. */
function frameCounts(episodes: readonly DecidedEpisode[], kind: 'false-positive' | 'miss'): EpisodeRate['frames'] {
  const verdicts = episodes.flatMap((episode) => episode.frames.map((frame) => frame.decision.verdict));
  const present = verdicts.filter((verdict) => verdict === 'PRESENT').length;
  if (kind === 'miss') return { errors: verdicts.length - present, trials: verdicts.length };
  return { errors: present, trials: verdicts.filter((verdict) => verdict !== 'UNKNOWN').length };
}

function blockEvidence(absent: readonly DecidedEpisode[], present: readonly DecidedEpisode[]): BlockEvidence {
  const absentBlocks = new Set(absent.map((episode) => episode.blockKey)).size;
  const presentBlocks = new Set(present.map((episode) => episode.blockKey)).size;
  const missingAbsentBlocks = Math.max(0, requiredBlocks - absentBlocks);
  const missingPresentBlocks = Math.max(0, requiredBlocks - presentBlocks);
  return {
    absentBlocks,
    presentBlocks,
    requiredBlocks,
    missingAbsentBlocks,
    missingPresentBlocks,
    enough: missingAbsentBlocks === 0 && missingPresentBlocks === 0,
  };
}
