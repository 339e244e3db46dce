import type { Box, LabelledBox } from '../domain/box.ts';
import type {
  AveragePrecisionFormula,
  EpisodeEvaluation,
  EvaluationImage,
  ImageEvaluation,
  PlacementTolerance,
} from '../domain/evaluation.ts';
import type {
  AveragePrecisionFigures,
  BaselineFigures,
  BootstrapInterval,
  ClassFigures,
  EvaluationFigures,
  ThresholdChoice,
} from '../domain/evaluation-figures.ts';
import {
  blockBootstrap,
  canShowInterval,
  leastBlocks,
  leastTellingBlocks,
  shownInterval,
  standardReplicates,
} from './block-bootstrap.ts';
import { type DecidedEpisode, decideEpisodes } from './decide-episodes.ts';
import { decideEvaluationImage } from './decide-image.ts';
import { imageLevelFigures } from './image-level.ts';
import { iouThresholds } from './linspace.ts';
import { type MatchingOrder, matchImage, standardLimits } from './match-image.ts';
import { matchedIouFigures } from './matched-iou.ts';
import { meanAveragePrecision } from './mean-average-precision.ts';
import { defined, notDefined } from './measure.ts';
import { operatingPoints } from './operating-point.ts';
import { precisionRecallCurve } from './precision-recall-curve.ts';
import { type RankedSet, rankMatches } from './ranked-set.ts';
import { blocksWithErrors } from './telling-blocks.ts';
import { compareText, tieRule } from './tie-order.ts';
import { baselineDetections } from './trivial-baseline.ts';

export type TargetRule = {
  readonly targetClassIndex: number;
  readonly regionOfInterest?: Box | null;
  readonly tolerance?: PlacementTolerance | null;
};

export type EvaluationOptions = {
  readonly classes: readonly string[];
  readonly threshold: ThresholdChoice;
  readonly seed: number;
  readonly formula?: AveragePrecisionFormula;
  /** Null: the set has no image-level question, only boxes. */
  readonly target: TargetRule | null;
  /** Boxes of the train role, for the trivial baseline; null: there is none (an imported model). */
  readonly trainingLabels?: Iterable<LabelledBox> | null;
  readonly replicates?: number;
};

export type Evaluation = {
  readonly figures: EvaluationFigures;
  /** By image id. */
  readonly images: readonly ImageEvaluation[];
  readonly episodes: readonly EpisodeEvaluation[];
};

/**
 * Everything the product says of one model on one set of images: matches, average precision with its interval, counts at the
 * operating threshold, image-level rates over episodes with their bounds, the trivial baseline. Pure and deterministic: the order
 * of images, labels and detections changes nothing.
 */
export function evaluateDetections(images: readonly EvaluationImage[], options: EvaluationOptions): Evaluation {
  const { classes, threshold, seed, target, formula = 'coco' } = options;
  const matching = matchingOf(formula);
  const evaluated = evaluateImages(images, target, threshold.tau, matching);
  const results = evaluated.map(({ result }) => result);
  const set = rankMatches(results);
  const level =
    target === null
      ? null
      : imageLevelFigures(decidedEpisodes(evaluated), {
          targetClassIndex: target.targetClassIndex,
          targetClassName: classes[target.targetClassIndex] ?? `class ${target.targetClassIndex}`,
          seed,
        });
  const figures: EvaluationFigures = {
    schemaVersion: 1,
    settings: {
      formula,
      matching,
      tieRule,
      ...standardLimits,
      iouThresholds,
      targetClassIndex: target?.targetClassIndex ?? null,
      regionOfInterest: target?.regionOfInterest ?? null,
      tolerance: target?.tolerance ?? null,
      seed,
    },
    images: images.length,
    labels: sum(results, (image) => image.labels.length),
    detections: sum(results, (image) => image.detections.length),
    averagePrecision: averagePrecisionFigures(set, options),
    threshold,
    atThreshold: operatingPoints(set, threshold.tau),
    curves: set.classes.filter((ranked) => ranked.labels > 0).map(precisionRecallCurve),
    matchedIou: matchedIouFigures(results, threshold.tau),
    imageLevel: level?.figures ?? null,
    baseline: options.trainingLabels ? baselineFigures(images, options.trainingLabels, formula) : null,
  };
  return { figures, images: results, episodes: level?.episodes ?? [] };
}

/** The episodes of a set as decided at one threshold; `calibrationScores` reads theirs. */
export function episodesOf(images: readonly EvaluationImage[], target: TargetRule, tau: number): DecidedEpisode[] {
  return decidedEpisodes(evaluateImages(images, target, tau, 'coco'));
}

export function matchingOf(formula: AveragePrecisionFormula): MatchingOrder {
  return formula === 'coco' ? 'coco' : 'ultralytics';
}

type EvaluatedImage = { readonly image: EvaluationImage; readonly result: ImageEvaluation };

function evaluateImages(
  images: readonly EvaluationImage[],
  target: TargetRule | null,
  tau: number,
  matching: MatchingOrder,
): EvaluatedImage[] {
  const rule =
    target === null
      ? null
      : {
          targetClassIndex: target.targetClassIndex,
          regionOfInterest: target.regionOfInterest ?? null,
          tolerance: target.tolerance ?? null,
          threshold: tau,
        };
  return images
    .toSorted((a, b) => compareText(a.imageId, b.imageId))
    .map((image) => {
      const { imageId, blockKey, episodeKey, isTriggerFrame } = image;
      const matches = matchImage(image.truth, image.detections, matching);
      const decision = rule === null ? null : decideEvaluationImage(image, matches.detections, rule);
      const facts = { imageId, blockKey, episodeKey, ...(isTriggerFrame === undefined ? {} : { isTriggerFrame }) };
      return { image, result: { ...facts, ...matches, decision } };
    });
}

function decidedEpisodes(evaluated: readonly EvaluatedImage[]): DecidedEpisode[] {
  return decideEpisodes(
    evaluated.flatMap(({ image, result }) =>
      result.decision === null ? [] : [{ ...image, decision: result.decision }],
    ),
  );
}

function averagePrecisionFigures(
  set: RankedSet,
  { classes, formula = 'coco', seed, replicates = standardReplicates }: EvaluationOptions,
): AveragePrecisionFigures {
  const means = meanAveragePrecision(set, formula);
  const blocks = set.blockKeys.length;
  const blocksThatTell = blocksWithErrors(set);
  const isShown = means.map50 !== null && canShowInterval(blocks, blocksThatTell);
  const drawn = isShown ? blockBootstrap([set], { formula, seed, replicates })[0] : null;
  const interval = (figure: 'map50' | 'map5095'): BootstrapInterval =>
    drawn !== null
      ? shownInterval(drawn[figure], { blocks, blocksThatTell, seed })
      : { state: 'not-shown', blocks, blocksThatTell, why: tooFewErrors(blocks, blocksThatTell) };
  const mean = (value: number | null) => (value === null ? notDefined('no ground truth') : defined(value));
  return {
    formula,
    map50: mean(means.map50),
    map5095: mean(means.map5095),
    map50Interval: interval('map50'),
    map5095Interval: interval('map5095'),
    classes: set.classes.map(({ classIndex, labels, masks }): ClassFigures => {
      const own = means.classes.find((figures) => figures.classIndex === classIndex);
      return {
        classIndex,
        name: classes[classIndex] ?? `class ${classIndex}`,
        labels,
        detections: masks.length,
        averagePrecision50: mean(own?.at50 ?? null),
        averagePrecision5095: mean(own?.at5095 ?? null),
        note:
          own === undefined ? `no ground truth (${masks.length} false positive${masks.length === 1 ? '' : 's'})` : null,
      };
    }),
  };
}

function tooFewErrors(blocks: number, wrongBlocks: number): string {
  return `an interval needs ${leastBlocks} blocks of which ${leastTellingBlocks} hold an error; there are ${blocks}, and ${wrongBlocks} hold one`;
}

function baselineFigures(
  images: readonly EvaluationImage[],
  trainingLabels: Iterable<LabelledBox>,
  formula: AveragePrecisionFormula,
): BaselineFigures {
  const detections = baselineDetections(trainingLabels);
  const set = rankMatches(
    images.map((image) => ({ ...image, ...matchImage(image.truth, detections, matchingOf(formula)) })),
  );
  const { map50, map5095 } = meanAveragePrecision(set, formula);
  if (map50 === null || map5095 === null) {
    return {
      map50: notDefined('no ground truth'),
      map5095: notDefined('no ground truth'),
      sentence: 'Trivial baseline: no ground truth.',
    };
  }
  return {
    map50: defined(map50),
    map5095: defined(map5095),
    sentence: `Trivial baseline, the mean training box on every picture: mAP50 ${map50.toFixed(3)}, mAP50-95 ${map5095.toFixed(3)}. A set on which it scores well measures nothing.`,
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
