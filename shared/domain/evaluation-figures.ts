import { z } from 'zod';
import { boxSchema } from './box.ts';
import { averagePrecisionFormulaSchema, placementToleranceSchema } from './evaluation.ts';

/** The stored figures of one evaluation; its inputs and per-image results: `evaluation.ts`. Rates and average precisions are fractions in 0..1. */

/** A figure that may have no value (precision without a detection): never NaN, always with the reason. */
export const measureSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('defined'), value: z.number() }),
  z.object({ state: z.literal('not-defined'), why: z.string().min(1) }),
]);
export type Measure = z.infer<typeof measureSchema>;

/** Percentile interval of the paired block bootstrap, or why only counts are shown. */
export const bootstrapIntervalSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('shown'),
    low: z.number(),
    high: z.number(),
    level: z.number(),
    replicates: z.int(),
    seed: z.int(),
    blocks: z.int(),
    blocksThatTell: z.int(),
  }),
  z.object({
    state: z.literal('not-shown'),
    blocks: z.int(),
    blocksThatTell: z.int(),
    why: z.string().min(1),
  }),
]);
export type BootstrapInterval = z.infer<typeof bootstrapIntervalSchema>;

export const classFiguresSchema = z.object({
  classIndex: z.int().nonnegative(),
  name: z.string(),
  labels: z.int().nonnegative(),
  detections: z.int().nonnegative(),
  /** Not defined without ground truth: such a class is not in the mean, its false positives are in `atThreshold`. */
  averagePrecision50: measureSchema,
  averagePrecision5095: measureSchema,
  /** Sentence for a class without ground truth, "no ground truth (1 false positive)"; null otherwise. */
  note: z.string().nullable(),
});
export type ClassFigures = z.infer<typeof classFiguresSchema>;

/** Box counts at the operating threshold and IoU 0.50. `classIndex` null: all classes together. */
export const operatingPointSchema = z.object({
  classIndex: z.int().nonnegative().nullable(),
  truePositives: z.int().nonnegative(),
  falsePositives: z.int().nonnegative(),
  misses: z.int().nonnegative(),
  precision: measureSchema,
  recall: measureSchema,
  f1: measureSchema,
});
export type OperatingPoint = z.infer<typeof operatingPointSchema>;

/** Precision, envelope applied, at the 101 recall points, with the confidence at which each recall is first reached; null beyond the last. */
export const precisionRecallCurveSchema = z.object({
  classIndex: z.int().nonnegative(),
  points: z
    .array(z.object({ recall: z.number(), precision: z.number(), confidence: z.number().nullable() }))
    .readonly(),
});
export type PrecisionRecallCurve = z.infer<typeof precisionRecallCurveSchema>;

export const intervalSchema = z.object({ low: z.number(), high: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

/** One-sided 95 % Clopper-Pearson upper bound; null without a trial. `atMostOneIn`: its reciprocal rounded down. */
export const boundedCountSchema = z.object({
  errors: z.int().nonnegative(),
  trials: z.int().nonnegative(),
  upperBound: z.number().nullable(),
  atMostOneIn: z.int().positive().nullable(),
});
export type BoundedCount = z.infer<typeof boundedCountSchema>;

/** A rate over episodes with everything that has to stand beside it. */
export const episodeRateSchema = boundedCountSchema.extend({
  rate: measureSchema,
  /** Two-sided 95 %, for plots. */
  wilson: intervalSchema.nullable(),
  /** What the 95 % of the bound really is when episodes of one block correlate by 0.1 (beta-binomial). */
  confidenceAtCorrelation: z.number().nullable(),
  /** Blocks holding any error, of those with a counted episode. */
  overBlocks: boundedCountSchema,
  /** Most counted episodes of one block; null: no block holds over a tenth, or there are fewer than 10 blocks (`tenthRule`). */
  perBlockLimit: z.int().nullable(),
  tenthRule: z.enum(['holds', 'limited', 'too-few-blocks']),
  /** Episodes over the tenth: shown, not counted. */
  beyondTheTenth: z.object({ errors: z.int(), trials: z.int() }),
  frames: z.object({ errors: z.int(), trials: z.int() }),
  sentence: z.string(),
  detail: z.string(),
});
export type EpisodeRate = z.infer<typeof episodeRateSchema>;

export const blockEvidenceSchema = z.object({
  absentBlocks: z.int(),
  presentBlocks: z.int(),
  requiredBlocks: z.int(),
  missingAbsentBlocks: z.int(),
  missingPresentBlocks: z.int(),
  enough: z.boolean(),
});
export type BlockEvidence = z.infer<typeof blockEvidenceSchema>;

export const imageLevelFiguresSchema = z.object({
  targetClassIndex: z.int().nonnegative(),
  falsePositives: episodeRateSchema,
  misses: episodeRateSchema,
  /** Episodes decided by an UNKNOWN frame: absent ones are left out of the false-positive rate, present ones are misses too. */
  undecided: z.object({
    absent: z.int(),
    present: z.int(),
    trials: z.int(),
    share: measureSchema,
    sentence: z.string(),
  }),
  /** Episodes of a misplaced plug while no tolerance is taught. */
  misplacedListedApart: z.int(),
  blockEvidence: blockEvidenceSchema,
});
export type ImageLevelFigures = z.infer<typeof imageLevelFiguresSchema>;

/** Where an operating threshold comes from. */
export const thresholdChoiceSchema = z.object({
  tau: z.number().min(0).max(1),
  basis: z.enum(['rank', 'highest-negative', 'default-no-calibration', 'default-not-supported', 'given']),
  targetRate: z.number().nullable(),
  absentEpisodes: z.int(),
  presentEpisodes: z.int(),
  /** Least number of absent episodes for this target at all; null where no target applies. */
  neededAbsentEpisodes: z.int().nullable(),
  /** 1-based rank among the ascending negative scores, and the score there, before the floor of 0.25. */
  rank: z.int().nullable(),
  negativeScore: z.number().nullable(),
  presentFirstPercentile: z.number().nullable(),
  isMidpoint: z.boolean(),
  /** Chance that the test role's 95 % bound comes out at or below the target; null when no test role or no target is known. */
  confirmationChance: z.number().min(0).max(1).nullable(),
  testAbsentEpisodes: z.int().nullable(),
  /** "default, no evidence" thresholds predict and are evaluated but never pass the gate. */
  hasEvidence: z.boolean(),
  sentences: z.array(z.string()).readonly(),
});
export type ThresholdChoice = z.infer<typeof thresholdChoiceSchema>;

export const averagePrecisionFiguresSchema = z.object({
  formula: averagePrecisionFormulaSchema,
  /** Means over the classes with ground truth; not defined when there is none at all. */
  map50: measureSchema,
  map5095: measureSchema,
  map50Interval: bootstrapIntervalSchema,
  map5095Interval: bootstrapIntervalSchema,
  classes: z.array(classFiguresSchema).readonly(),
});
export type AveragePrecisionFigures = z.infer<typeof averagePrecisionFiguresSchema>;

export const evaluationSettingsSchema = z.object({
  formula: averagePrecisionFormulaSchema,
  matching: z.enum(['coco', 'ultralytics']),
  tieRule: z.string(),
  confidenceAbove: z.number(),
  detectionsPerImage: z.int().positive(),
  iouThresholds: z.array(z.number()).readonly(),
  targetClassIndex: z.int().nonnegative().nullable(),
  regionOfInterest: boxSchema.nullable(),
  tolerance: placementToleranceSchema.nullable(),
  seed: z.int(),
});
export type EvaluationSettings = z.infer<typeof evaluationSettingsSchema>;

/** The trivial baseline on the same images: per class the mean training box with a constant score. */
export const baselineFiguresSchema = z.object({
  map50: measureSchema,
  map5095: measureSchema,
  sentence: z.string(),
});
export type BaselineFigures = z.infer<typeof baselineFiguresSchema>;

export const evaluationFiguresSchema = z.object({
  schemaVersion: z.literal(1),
  settings: evaluationSettingsSchema,
  images: z.int().nonnegative(),
  labels: z.int().nonnegative(),
  detections: z.int().nonnegative(),
  averagePrecision: averagePrecisionFiguresSchema,
  threshold: thresholdChoiceSchema,
  /** First all classes together, then each. */
  atThreshold: z.array(operatingPointSchema).readonly(),
  curves: z.array(precisionRecallCurveSchema).readonly(),
  /** Over the pairs matched at IoU 0.50 with a confidence above the operating threshold. */
  matchedIou: z.object({ pairs: z.int(), mean: measureSchema, tenthPercentile: measureSchema }),
  imageLevel: imageLevelFiguresSchema.nullable(),
  baseline: baselineFiguresSchema.nullable(),
});
export type EvaluationFigures = z.infer<typeof evaluationFiguresSchema>;
