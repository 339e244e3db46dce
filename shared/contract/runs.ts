import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';
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

export const runs = {
  /** Job result: `runSummarySchema`. Stopping the job stops the trainer after its step; `resume` goes on from there. */
  train: procedure.input(trainInputSchema).output(jobStartedSchema),
  resume: procedure.input(z.object({ runId: z.string() })).output(jobStartedSchema),
  list: procedure.output(z.array(runSummarySchema)),
  get: procedure.input(z.object({ runId: z.string() })).output(runSummarySchema),
};
