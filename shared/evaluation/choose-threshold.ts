import type { ThresholdChoice } from '../domain/evaluation-figures.ts';
import { defaultThreshold, noEvidence } from '../domain/model-card.ts';
import { betaBinomialCumulative } from './beta-binomial.ts';
import type { DecidedEpisode } from './decide-episodes.ts';
import { errorsAllowed } from './intervals.ts';
import { count, oneIn, percent, tries } from './wording.ts';

/** Until a project sets a target. */
export const defaultTargetRate = 0.05;

export type CalibrationScores = {
  /** Scores of the absent episodes: the maximum over the frames of each. */
  readonly absent: readonly number[];
  /** Scores of the present episodes: the minimum over the frames of each. */
  readonly present: readonly number[];
};

export type ThresholdOptions = {
  /** False positives per absent episode that are tolerated, between 0 and 1. */
  readonly targetRate?: number;
  /** Absent episodes of the test role, for the chance that it confirms the target; null: there is no test role. */
  readonly testAbsentEpisodes?: number | null;
  /** Name of the target class, for the sentences. */
  readonly className?: string;
};

export function calibrationScores(episodes: readonly DecidedEpisode[]): CalibrationScores {
  const scoresOf = (truth: DecidedEpisode['truth']) =>
    episodes.filter((episode) => episode.truth === truth).map((episode) => episode.score);
  return { absent: scoresOf('absent'), present: scoresOf('present') };
}

/**
 * The operating threshold for a target false-positive rate a in 0..1, from the calibration role's n absent episodes; null: there is
 * no calibration role. tau = max(0.25, t), t the ceil((n + 1)(1 - a / 10))-th smallest negative score, or the highest when n is
 * below that rank. A tenth of a, because a threshold fitted at a itself has the *mean* rate a and would fail a 95 % bound at a most
 * of the time. When the lower 1st percentile of the present episodes' scores lies above tau, the midpoint of both. With fewer than
 * ceil((1 - a) / a) negatives the target is not supported: 0.25, "default, no evidence". Scores and tau are float32.
 */
export function chooseThreshold(
  scores: CalibrationScores | null,
  { targetRate = defaultTargetRate, testAbsentEpisodes = null, className = 'plug' }: ThresholdOptions = {},
): ThresholdChoice {
  if (!(targetRate > 0 && targetRate < 1)) throw new Error(`A target rate lies between 0 and 1, not at ${targetRate}.`);
  if (scores === null) {
    return withoutEvidence('default-no-calibration', targetRate, null, [
      `The threshold is ${defaultThreshold} (${noEvidence}): no picture is set aside to choose it.`,
    ]);
  }
  const absent = sortedFloat32(scores.absent);
  const present = sortedFloat32(scores.present);
  const needed = ceiling((1 - targetRate) / targetRate);
  if (absent.length < needed) {
    return withoutEvidence('default-not-supported', targetRate, scores, [
      `A bound of ${oneIn(targetRate)} needs at least ${count(needed)} calibration tries without a ${className}; there are ${count(absent.length)}. Not supported. ${count(needed - absent.length)} more are needed.`,
      `The threshold is ${defaultThreshold} (${noEvidence}).`,
    ]);
  }
  const wantedRank = ceiling((absent.length + 1) * (1 - targetRate / 10));
  const rank = Math.min(wantedRank, absent.length);
  const basis = wantedRank <= absent.length ? 'rank' : 'highest-negative';
  const negativeScore = absent[rank - 1];
  const floored = Math.max(Math.fround(defaultThreshold), negativeScore);
  const firstPercentile = present.length === 0 ? null : present[Math.floor(0.01 * (present.length - 1) + 1e-9)];
  const midpoint = firstPercentile === null ? floored : Math.fround((floored + firstPercentile) / 2);
  const isMidpoint = firstPercentile !== null && firstPercentile > floored && midpoint < firstPercentile;
  const choice = {
    tau: isMidpoint ? midpoint : floored,
    basis,
    targetRate,
    absentEpisodes: absent.length,
    presentEpisodes: present.length,
    neededAbsentEpisodes: needed,
    rank,
    negativeScore,
    presentFirstPercentile: firstPercentile,
    isMidpoint,
    confirmationChance: confirmationChance(absent.length, rank, targetRate, testAbsentEpisodes),
    testAbsentEpisodes,
    hasEvidence: true,
  } satisfies Omit<ThresholdChoice, 'sentences'>;
  return { ...choice, sentences: [...evidenceSentences(choice, floored, className)] };
}

/** A threshold that somebody set: it is used as it is and proves nothing. */
export function givenThreshold(tau: number): ThresholdChoice {
  return {
    ...withoutEvidence('given', null, null, [
      `The threshold ${tau} was set by hand; nothing was measured to choose it.`,
    ]),
    tau,
  };
}

/**
 * The least chance that the test role confirms the target, that is, that its 95 % upper bound comes out at or below it. The true
 * rate above the rank-th smallest of n scores is distributed as Beta(n + 1 - rank, rank), the false positives of the test role are
 * then beta-binomial; the floor and the midpoint only raise the threshold. Assumes independent tries with distinct scores.
 */
function confirmationChance(
  absentEpisodes: number,
  rank: number,
  targetRate: number,
  testAbsentEpisodes: number | null,
): number | null {
  if (testAbsentEpisodes === null) return null;
  const allowed = errorsAllowed(testAbsentEpisodes, targetRate);
  return betaBinomialCumulative(allowed, testAbsentEpisodes, absentEpisodes + 1 - rank, rank);
}

function withoutEvidence(
  basis: ThresholdChoice['basis'],
  targetRate: number | null,
  scores: CalibrationScores | null,
  sentences: readonly string[],
): ThresholdChoice {
  return {
    tau: defaultThreshold,
    basis,
    targetRate,
    absentEpisodes: scores?.absent.length ?? 0,
    presentEpisodes: scores?.present.length ?? 0,
    neededAbsentEpisodes: targetRate === null ? null : ceiling((1 - targetRate) / targetRate),
    rank: null,
    negativeScore: null,
    presentFirstPercentile: null,
    isMidpoint: false,
    confirmationChance: null,
    testAbsentEpisodes: null,
    hasEvidence: false,
    sentences,
  };
}

function* evidenceSentences(
  choice: Omit<ThresholdChoice, 'sentences'>,
  floored: number,
  className: string,
): Generator<string> {
  const { absentEpisodes, targetRate, negativeScore } = choice;
  const target = oneIn(targetRate ?? 0);
  const score = shown(negativeScore ?? 0);
  yield choice.basis === 'rank'
    ? `Chosen from ${count(absentEpisodes)} calibration tries without a ${className} for a target of ${target}: the score at rank ${count(choice.rank ?? 0)} from the lowest, ${score} (fitted at a tenth of the target).`
    : `Chosen from ${count(absentEpisodes)} calibration tries without a ${className} for a target of ${target}: their highest score, ${score}, because a tenth of the target asks for more tries than there are.`;
  if (floored > (negativeScore ?? 0)) yield `That is below ${defaultThreshold}, the least a threshold may be.`;
  if (choice.presentFirstPercentile === null) {
    yield `No calibration try with a ${className}: what it misses is not known.`;
  } else if (choice.isMidpoint) {
    yield `The lower 1st percentile of ${tries(choice.presentEpisodes)} with a ${className} is ${shown(choice.presentFirstPercentile)}, above ${shown(floored)}: the threshold ${shown(choice.tau)} is the middle of both.`;
  } else {
    yield `The lower 1st percentile of ${tries(choice.presentEpisodes)} with a ${className} is ${shown(choice.presentFirstPercentile)}, not above ${shown(floored)}: the threshold stays there, and some will be missed.`;
  }
  if (choice.confirmationChance === null) {
    yield 'No test role: nothing can confirm the target.';
  } else {
    yield `The chance that the test role, ${tries(choice.testAbsentEpisodes ?? 0)} without a ${className}, confirms ${target} is at least ${percent(choice.confirmationChance)}.`;
  }
}

function sortedFloat32(scores: readonly number[]): Float32Array {
  return Float32Array.from(scores).sort();
}

/** Rounds up, but not for the last bit of a product that should be whole: 200 * 0.995 is 199. */
function ceiling(value: number): number {
  return Math.ceil(value - 1e-9);
}

function shown(score: number): string {
  return score.toFixed(3);
}
