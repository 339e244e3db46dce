import { z } from 'zod';
import { boxSchema, detectionSchema, labelledBoxSchema } from './box.ts';

/** What goes into an evaluation and what is stored per image and per episode. The figures drawn from them: `evaluation-figures.ts`. */

export const averagePrecisionFormulaSchema = z.enum(['coco', 'ultralytics', 'ultralytics-legacy']);
export type AveragePrecisionFormula = z.infer<typeof averagePrecisionFormulaSchema>;

/** How far a taught plug may be off and still count as in place; all in source pixels, differences in either direction. */
export const placementToleranceSchema = z.object({
  taughtBox: boxSchema,
  centreXPx: z.number().nonnegative(),
  centreYPx: z.number().nonnegative(),
  widthPx: z.number().nonnegative(),
  heightPx: z.number().nonnegative(),
});
export type PlacementTolerance = z.infer<typeof placementToleranceSchema>;

/**
 * One evaluated image. `truth` empty is the statement "no object here"; an unlabelled image is never evaluated. Boxes in source pixels.
 * `blockKey` and `episodeKey` as the dataset's rules give them. `isTriggerFrame`: the frame bound to its episode's trigger (left
 * out on every frame: no trigger known). `misplaced`: a person says that the plug is there but out of its place. `undecided`: why
 * the input gate or the station gives this frame no verdict (dark, blurred, late, ...).
 */
export const evaluationImageSchema = z.object({
  imageId: z.string().min(1),
  blockKey: z.string(),
  episodeKey: z.string(),
  truth: z.array(labelledBoxSchema).readonly(),
  detections: z.array(detectionSchema).readonly(),
  isTriggerFrame: z.boolean().optional(),
  misplaced: z.boolean().optional(),
  undecided: z.string().min(1).optional(),
});
export type EvaluationImage = z.infer<typeof evaluationImageSchema>;

export const verdictSchema = z.enum(['PRESENT', 'ABSENT', 'UNKNOWN']);
export type Verdict = z.infer<typeof verdictSchema>;

/** `misplaced-untaught`: a misplaced plug while no tolerance is taught; it counts in neither rate and is listed apart. */
export const episodeTruthSchema = z.enum(['present', 'absent', 'misplaced-untaught']);
export type EpisodeTruth = z.infer<typeof episodeTruthSchema>;

/**
 * A detection with its matches. Bit i of `matchedAt` is set when it is a true positive at the i-th of the ten IoU thresholds
 * 0.50:0.05:0.95 (bit 0: 0.50). `iou`: with the label it is matched to at 0.50, else null.
 */
export const matchedDetectionSchema = detectionSchema.extend({
  matchedAt: z.int().min(0).max(1023),
  iou: z.number().min(0).max(1).nullable(),
});
export type MatchedDetection = z.infer<typeof matchedDetectionSchema>;

/** A label with the thresholds at which some detection found it (bits as above); 0: missed at every one. */
export const matchedLabelSchema = labelledBoxSchema.extend({ matchedAt: z.int().min(0).max(1023) });
export type MatchedLabel = z.infer<typeof matchedLabelSchema>;

/** Image-level answer: `score` is the highest confidence of the target class in the region of interest, 0 without a box. */
export const imageDecisionSchema = z.object({
  truth: episodeTruthSchema,
  score: z.number().min(0).max(1),
  verdict: verdictSchema,
  reason: z.string().nullable(),
});
export type ImageDecision = z.infer<typeof imageDecisionSchema>;

/** One image's stored result: enough to draw it, to filter for errors, and to bootstrap without new inference. */
export const imageEvaluationSchema = z.object({
  imageId: z.string(),
  blockKey: z.string(),
  episodeKey: z.string(),
  /** As in `EvaluationImage`. */
  isTriggerFrame: z.boolean().optional(),
  /** In the order of the tie rule: confidence descending, then box. */
  detections: z.array(matchedDetectionSchema).readonly(),
  labels: z.array(matchedLabelSchema).readonly(),
  /** Null when the evaluation has no target class. */
  decision: imageDecisionSchema.nullable(),
});
export type ImageEvaluation = z.infer<typeof imageEvaluationSchema>;

export const episodeOutcomeSchema = z.enum(['correct', 'false-positive', 'miss', 'undecided', 'listed-apart']);
export type EpisodeOutcome = z.infer<typeof episodeOutcomeSchema>;

/** One trial ("try"). `score`: maximum over the frames of an absent episode, minimum over those of a present one. */
export const episodeEvaluationSchema = z.object({
  blockKey: z.string(),
  episodeKey: z.string(),
  truth: episodeTruthSchema,
  outcome: episodeOutcomeSchema,
  score: z.number().min(0).max(1),
  /** A frame that had to decide this episode was UNKNOWN. */
  hasUnknown: z.boolean(),
  /** False: shown but not counted, because its block would hold more than a tenth of the counted episodes, or undecided or listed apart. */
  counted: z.boolean(),
  imageIds: z.array(z.string()).readonly(),
});
export type EpisodeEvaluation = z.infer<typeof episodeEvaluationSchema>;
