import type { EpisodeEvaluation, ImageDecision } from '../domain/evaluation.ts';
import type { ImageLevelFigures } from '../domain/evaluation-figures.ts';
import { absentReasons, isAboveThreshold } from '../domain/verdict.ts';
import { type DecidedImage, decideEpisodes } from './decide-episodes.ts';
import { imageLevelFigures } from './image-level.ts';
import type { MatchTable } from './match-table.ts';

export type TriesAtThreshold = {
  readonly figures: ImageLevelFigures;
  readonly episodes: readonly EpisodeEvaluation[];
};

/** The image-level answer for one image at a threshold; null when the evaluation has no target class. */
export function decisionAt(table: MatchTable, image: number, threshold: number): ImageDecision | null {
  const { truth, undecided } = table.images[image];
  if (truth === null) return null;
  const score = table.scores[image];
  if (undecided !== null) return { truth, score, verdict: 'UNKNOWN', reason: undecided };
  const reason = absentReason(table, image, threshold);
  return { truth, score, verdict: reason === null ? 'PRESENT' : 'ABSENT', reason };
}

function absentReason({ scores, isInPlace }: MatchTable, image: number, threshold: number): string | null {
  if (scores[image] === 0) return absentReasons.nothingFound;
  if (!isAboveThreshold(scores[image], threshold)) return absentReasons.notAboveThreshold;
  return isInPlace[image] === 1 ? null : absentReasons.misplaced;
}

/** Tries with their rates and bounds at a threshold, by the same code as an evaluation; null without a target class. */
export function triesAt(
  table: MatchTable,
  threshold: number,
  options: { readonly className: string; readonly seed: number },
): TriesAtThreshold | null {
  const { targetClassIndex } = table.target;
  if (targetClassIndex === null) return null;
  const decided: DecidedImage[] = [];
  table.images.forEach(({ imageId, blockKey, episodeKey, isTriggerFrame }, image) => {
    const decision = decisionAt(table, image, threshold);
    if (decision !== null) decided.push({ imageId, blockKey, episodeKey, isTriggerFrame, decision });
  });
  return imageLevelFigures(decideEpisodes(decided), {
    targetClassIndex,
    targetClassName: options.className,
    seed: options.seed,
  });
}
