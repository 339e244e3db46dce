import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';
import { machineSampleSchema } from '../domain/run-progress.ts';
import { sizeSchema } from '../domain/size.ts';
import { epochFiguresSchema, trainingEventSchema } from '../domain/training-event.ts';
import { jobStartedSchema, procedure } from './base.ts';

export const runSummarySchema = z.object({
  id: z.string(),
  dataset: z.string(),
  datasetVersion: z.int(),
  datasetHash: z.string(),
  state: z.enum(['running', 'finished', 'stopped', 'failed', 'interrupted']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  folder: z.string(),
  epochs: z.int().nullable(),
  bestEpoch: z.int().nullable(),
  valMap50: z.number().nullable(),
  valMap5095: z.number().nullable(),
  imagesPerSecond: z.number().nullable(),
  peakMemoryMb: z.number().nullable(),
  /** Time spent training, over all resumes. */
  trainingSeconds: z.number().nullable(),
  /** Sentences said before the start: what `auto` chose, which weights were not there. */
  notes: z.array(z.string()),
  problem: problemSchema.nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const trainInputSchema = z.object({
  dataset: z.string().min(1),
  datasetVersion: z.int().nullable().default(null),
  /** The text of a params.yaml; empty: every default. */
  paramsText: z.string().default(''),
  /** Name of that file in sentences. */
  paramsFile: z.string().default('params.yaml'),
  /** Start from a registered model: `name` or `name@version`. */
  startModel: z.string().nullable().default(null),
  /** Take random weights where the weights named in params.yaml are not here. */
  allowRandomStart: z.boolean().default(false),
});
export type TrainInput = z.infer<typeof trainInputSchema>;

export const runEstimateSchema = z.object({
  /** For the whole run, validation included; null: not known before it starts. It may end sooner, where nothing improves any more. */
  seconds: z.number().nullable(),
  /** Where `seconds` comes from, or why it is not known, in a sentence. */
  basis: z.string(),
  trainImages: z.int(),
  valImages: z.int(),
  networkInput: sizeSchema,
  /** Memory the training needs and memory that is free now; null where it was not measured. */
  memory: z.object({ neededMb: z.number(), freeMb: z.number() }).nullable(),
  /** From which weights it would start, in a sentence; `startProblem` where they are not here. */
  start: z.string(),
  startProblem: problemSchema.nullable(),
  /** What `auto` comes to for this dataset. */
  optimizer: z.string(),
  /** A run of exactly this input that was cut off: training goes on with it. */
  goesOnWith: z.string().nullable(),
});
export type RunEstimate = z.infer<typeof runEstimateSchema>;

/** One run with everything the table of experiments shows. */
export const runRecordSchema = z.object({
  run: runSummarySchema,
  /** Every parameter by its key, `train.epochs`; empty where the file cannot be read any more. */
  params: z.record(z.string(), z.json()),
  trainImages: z.int(),
  /** Classes of its dataset version. */
  classCount: z.int(),
  /** Images on which the best mAP was measured. */
  valImages: z.int(),
  /** Models registered from it, oldest first: `plug-v2`. */
  models: z.array(z.object({ name: z.string(), version: z.int() })),
  /** mAP50 of its model on its own val role, with the 95 % interval where there are blocks enough; from the newest evaluation. */
  evaluated: z
    .object({ evaluationId: z.int(), map50: z.number(), low: z.number().nullable(), high: z.number().nullable() })
    .nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  notedBy: z.string().nullable(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

export const runFeedSchema = z.object({
  /** The first one is: everything so far. The others add to it. */
  isWhole: z.boolean(),
  run: runSummarySchema,
  events: z.array(trainingEventSchema),
  machine: z.array(machineSampleSchema),
});
export type RunFeed = z.infer<typeof runFeedSchema>;

const runReference = z.object({ runId: z.string() });

export const runNoteSchema = z.object({
  runId: z.string(),
  note: z.string().max(4000),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  author: z.string().min(1),
});

export const paramsFileSchema = z.object({
  /** Null: there is none yet. */
  text: z.string().nullable(),
  path: z.string(),
});

export const helperResultSchema = z.object({
  /** Null: it did not beat the baseline, so there is none to use. */
  model: z.object({ name: z.string(), version: z.int() }).nullable(),
  madeAt: z.string(),
  /** Labelled images and their boxes; each was predicted by a network that had not seen it or its block. */
  images: z.int(),
  boxes: z.int(),
  folds: z.int(),
  map50: z.number(),
  baselineMap50: z.number(),
  seconds: z.number(),
  sentence: z.string(),
});
export type HelperResult = z.infer<typeof helperResultSchema>;

export const helperStateSchema = z.object({
  labelled: z.int(),
  needed: z.int(),
  /** How long the training would take; null: not known, not asked, or not enough labels. */
  seconds: z.number().nullable(),
  /** The newest helper; null: none was trained. */
  helper: helperResultSchema.nullable(),
  /** Labels that were saved since the newest helper was trained. */
  labelsSince: z.int(),
});
export type HelperState = z.infer<typeof helperStateSchema>;

export const runs = {
  /** Job result: `runSummarySchema`. Stopping the job stops the trainer after its step; `resume` goes on from there. */
  train: procedure.input(trainInputSchema).output(jobStartedSchema),
  resume: procedure.input(runReference).output(jobStartedSchema),
  /** Stops a run that is under way, whoever started it, after its step and saved. */
  stop: procedure.input(runReference).output(z.object({ stopping: z.boolean() })),
  list: procedure.output(z.array(runSummarySchema)),
  get: procedure.input(runReference).output(runSummarySchema),
  /** The table of experiments, newest first. */
  records: procedure.output(z.array(runRecordSchema)),
  /** A run's whole history at once, then what comes; stays open while somebody listens, also through stop and resume. */
  watch: procedure.input(runReference).output(eventIterator(runFeedSchema)),
  /** Epochs of several runs, to be laid over each other; from their `results.csv` where there is no more. */
  curves: procedure
    .input(z.object({ runIds: z.array(z.string()).max(8) }))
    .output(z.array(z.object({ runId: z.string(), epochs: z.array(epochFiguresSchema) }))),
  note: procedure.input(runNoteSchema).output(runRecordSchema),
  /** How long a training would take and what it would start from; may measure a step for a few seconds. */
  estimate: procedure
    .input(trainInputSchema.pick({ dataset: true, datasetVersion: true, paramsText: true, startModel: true }))
    .output(runEstimateSchema),
  /** The workspace's own `params.yaml`, the next run's. */
  params: procedure.output(paramsFileSchema),
  /** Refused, and the file left as it was, while something is wrong with it. */
  saveParams: procedure.input(z.object({ text: z.string().max(200_000) })).output(paramsFileSchema),
  /** Whether a helper can be trained, and the newest one. `isTimed`: how long it takes too, for which a step may be measured for a few seconds. */
  helper: procedure.input(z.object({ isTimed: z.boolean() }).default({ isTimed: true })).output(helperStateSchema),
  /** A small network that only pre-labels, from the labels as they are. Job result: `helperResultSchema`. */
  trainHelper: procedure.output(jobStartedSchema),
};
