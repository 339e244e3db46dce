import type { EpisodeEvaluation, EpisodeTruth, EvaluationImage, ImageDecision } from '../domain/evaluation.ts';
import { compareText } from './tie-order.ts';

export type DecidedImage = Pick<EvaluationImage, 'imageId' | 'blockKey' | 'episodeKey' | 'isTriggerFrame'> & {
  readonly decision: ImageDecision;
};

export type DecidedEpisode = Omit<EpisodeEvaluation, 'counted'> & { readonly frames: readonly DecidedImage[] };

/**
 * Groups frames into episodes (one block, one key, one truth) and decides each:
 * - absent: a false positive if any frame is called PRESENT, else undecided if any is UNKNOWN, else correct; score: the maximum;
 * - present: correct only if the frame bound to its trigger is PRESENT, or, where no trigger is known, every frame is; else a
 *   miss, UNKNOWN included; score: the minimum;
 * - a misplaced plug while no tolerance is taught: listed apart.
 * Ordered by block, key and truth, whatever the order of the images.
 */
export function decideEpisodes(images: readonly DecidedImage[]): DecidedEpisode[] {
  const groups = new Map<string, DecidedImage[]>();
  for (const image of images) {
    const key = JSON.stringify([image.blockKey, image.episodeKey, image.decision.truth]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [image]);
    else group.push(image);
  }
  return [...groups.values()]
    .map((frames) => decideEpisode(frames.toSorted((a, b) => compareText(a.imageId, b.imageId))))
    .sort(
      (a, b) =>
        compareText(a.blockKey, b.blockKey) || compareText(a.episodeKey, b.episodeKey) || compareText(a.truth, b.truth),
    );
}

function decideEpisode(frames: readonly DecidedImage[]): DecidedEpisode {
  const { blockKey, episodeKey, decision } = frames[0];
  const { truth } = decision;
  const bound = frames.filter((frame) => frame.isTriggerFrame === true);
  const deciding = truth === 'present' && bound.length > 0 ? bound : frames;
  const scores = frames.map((frame) => frame.decision.score);
  return {
    blockKey,
    episodeKey,
    truth,
    outcome: outcomeOf(truth, deciding),
    score: truth === 'present' ? Math.min(...scores) : Math.max(...scores),
    hasUnknown: deciding.some((frame) => frame.decision.verdict === 'UNKNOWN'),
    imageIds: frames.map((frame) => frame.imageId),
    frames,
  };
}

function outcomeOf(truth: EpisodeTruth, deciding: readonly DecidedImage[]): EpisodeEvaluation['outcome'] {
  const verdicts = deciding.map((frame) => frame.decision.verdict);
  switch (truth) {
    case 'absent':
      if (verdicts.includes('PRESENT')) return 'false-positive';
      return verdicts.includes('UNKNOWN') ? 'undecided' : 'correct';
    case 'present':
      return verdicts.every((verdict) => verdict === 'PRESENT') ? 'correct' : 'miss';
    case 'misplaced-untaught':
      return 'listed-apart';
  }
}
