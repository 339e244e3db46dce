import { z } from 'zod';
import { annotationContentSchema } from '../domain/annotation.ts';
import { episodeTruthSchema } from '../domain/evaluation.ts';
import { bootstrapIntervalSchema, evaluationFiguresSchema } from '../domain/evaluation-figures.ts';
import { roleSchema } from '../domain/role.ts';
import { jobStartedSchema, procedure } from './base.ts';

export const evaluationSummarySchema = z.object({
  id: z.int(),
  model: z.string(),
  modelVersion: z.int(),
  dataset: z.string(),
  datasetVersion: z.int(),
  role: roleSchema,
  createdAt: z.string(),
  figures: evaluationFiguresSchema,
  /** Absent episodes whose pictures are marked as looking like the target, and those of them called PRESENT; null: none is marked. */
  lookAlikes: z.object({ episodes: z.int(), falsePositives: z.int() }).nullable(),
  /** "optimistic: these pictures chose the model", and the like; empty when nothing limits the figures. */
  cautions: z.array(z.string()),
  /** How often the test role of this dataset version has been looked at, this look included; 0 for other roles. */
  testLooks: z.int(),
  imagesPerSecond: z.number(),
  /** The look at the test role that this evaluation was; told once, to whoever asked for it. */
  lookId: z.int().nullable().default(null),
});
export type EvaluationSummary = z.infer<typeof evaluationSummarySchema>;

export const evaluateInputSchema = z.object({
  /** `name` (its newest version) or `name@version`. */
  model: z.string().min(1),
  dataset: z.string().min(1),
  datasetVersion: z.int().nullable().default(null),
  role: roleSchema.default('val'),
  author: z.string().min(1),
  /** Why the test role is opened; journalled. */
  reason: z.string().default('evaluate'),
});
export type EvaluateInput = z.infer<typeof evaluateInputSchema>;

/** One entry of the journal of looks at a test role. */
export const testLookSchema = z.object({
  id: z.int(),
  model: z.string(),
  modelVersion: z.int(),
  lookedAt: z.string(),
  author: z.string(),
  reason: z.string(),
});
export type TestLook = z.infer<typeof testLookSchema>;

/** What `MatchedImageFacts` says of an image, and what is needed to show it. */
export const evaluatedImageSchema = z.object({
  imageId: z.string(),
  path: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  blockKey: z.string(),
  episodeKey: z.string(),
  isTriggerFrame: z.boolean(),
  truth: episodeTruthSchema.nullable(),
  undecided: z.string().nullable(),
  detections: z.int().nonnegative(),
  labels: z.int().nonnegative(),
});

/** Base64 of 64-bit floats, lowest byte first; rows as `MatchColumns` says. */
const floatsSchema = z.base64();

export const evaluationMatchesSchema = z.object({
  evaluationId: z.int(),
  classes: z.array(z.string()),
  images: z.array(evaluatedImageSchema),
  detections: floatsSchema,
  labels: floatsSchema,
});
export type EvaluationMatches = z.infer<typeof evaluationMatchesSchema>;

/** An image whose label is no longer the one the evaluation stands on. */
export const labelChangeSchema = z.object({
  imageId: z.string(),
  author: z.string(),
  changedAt: z.string(),
  content: annotationContentSchema,
});
export type LabelChange = z.infer<typeof labelChangeSchema>;

/** What is known of one evaluated image beside its boxes. */
export const evaluatedPictureSchema = z.object({
  imageId: z.string(),
  capturedAt: z.string().nullable(),
  /** Columns of the table beside the pictures. */
  attributes: z.record(z.string(), z.string()),
  /** Who made the label the evaluation stands on, and when. */
  label: z.object({ author: z.string(), createdAt: z.string(), origin: z.string(), reviewedBy: z.string().nullable() }),
});
export type EvaluatedPicture = z.infer<typeof evaluatedPictureSchema>;

const differenceSchema = z.object({ value: z.number().nullable(), interval: bootstrapIntervalSchema });
const mcNemarSchema = z.object({
  onlyFirst: z.int(),
  onlySecond: z.int(),
  pValue: z.number(),
  canReachSignificance: z.boolean(),
  sentence: z.string(),
});

/** `ModelComparison`: second minus first, each at its own threshold. */
export const modelComparisonSchema = z.object({
  map50: differenceSchema,
  map5095: differenceSchema,
  falsePositives: mcNemarSchema,
  misses: mcNemarSchema,
});

const tryComparisonSchema = z.object({
  bothRight: z.int(),
  onlyNew: z.int(),
  onlyCurrent: z.int(),
  neither: z.int(),
  test: mcNemarSchema,
  sentence: z.string(),
  detail: z.string(),
});

export const compareModelsInputSchema = z.object({
  /** `name` (its newest version) or `name@version`. */
  newModel: z.string().min(1),
  currentModel: z.string().min(1),
  dataset: z.string().min(1),
  datasetVersion: z.int().nullable().default(null),
  role: roleSchema.default('val'),
  author: z.string().min(1),
  /** Why the test role is opened, where a model was not evaluated on it yet; journalled. */
  reason: z.string().default('compare'),
});
export type CompareModelsInput = z.infer<typeof compareModelsInputSchema>;

/** Two registered models on the same frozen pictures, each at its own threshold; differences are new minus current. */
export const modelsComparedSchema = z.object({
  newModel: evaluationSummarySchema,
  currentModel: evaluationSummarySchema,
  /** Tries without the target, the dangerous error first, and tries with it; null: no target class. */
  absent: tryComparisonSchema.nullable(),
  present: tryComparisonSchema.nullable(),
  map50: differenceSchema,
  map5095: differenceSchema,
});
export type ModelsCompared = z.infer<typeof modelsComparedSchema>;

const evaluationReference = z.object({ evaluationId: z.int() });
/** Pictures of a test role are shown to whoever has a look at it journalled: `look` gives the number. */
const opened = evaluationReference.extend({ lookId: z.int().nullable().default(null) });

export const evaluations = {
  /** Job result: `evaluationSummarySchema`. */
  evaluate: procedure.input(evaluateInputSchema).output(jobStartedSchema),
  /** Newest first, without the curves, which `get` has. */
  list: procedure.output(z.array(evaluationSummarySchema)),
  get: procedure.input(evaluationReference).output(evaluationSummarySchema),
  /** Every prediction above a confidence of 0.001 and every label, to be matched again at other thresholds. Never changes. */
  matches: procedure.input(opened).output(evaluationMatchesSchema),
  picture: procedure.input(opened.extend({ imageId: z.string() })).output(evaluatedPictureSchema),
  /** Images whose label was changed since the dataset version was frozen. */
  labelChanges: procedure.input(evaluationReference).output(z.array(labelChangeSchema)),
  /** Journals a look at the pictures of a test role; answers the entry. */
  look: procedure
    .input(evaluationReference.extend({ author: z.string().min(1), reason: z.string().trim().min(1) }))
    .output(testLookSchema),
  /** The journal of one dataset version, newest first. */
  looks: procedure.input(z.object({ dataset: z.string(), datasetVersion: z.int() })).output(z.array(testLookSchema)),
  /** Two evaluations of the same pictures. */
  compare: procedure.input(z.object({ first: z.int(), second: z.int() })).output(modelComparisonSchema),
  /** Two models on one role of a dataset version, evaluated there where they are not yet; job result: `modelsComparedSchema`. */
  compareModels: procedure.input(compareModelsInputSchema).output(jobStartedSchema),
};
