import { z } from 'zod';
import { jobStartedSchema, procedure } from './base.ts';

export const stageNameSchema = z.enum(['demo', 'import', 'freeze', 'train', 'register', 'evaluate', 'export']);
export type StageName = z.infer<typeof stageNameSchema>;

export const stageStatusSchema = z.object({
  name: stageNameSchema,
  state: z.enum(['fresh', 'stale', 'never-run']),
  /** Why it would run again, in a sentence; empty when fresh. */
  why: z.string(),
  finishedAt: z.string().nullable(),
});
export type StageStatus = z.infer<typeof stageStatusSchema>;

export const pipelineCheckSchema = z.object({ name: z.string(), held: z.boolean(), sentence: z.string() });

/** The last line of `pipeline run --json`. Shares and average precisions as fractions; null where there is nothing to say. */
export const pipelineReportSchema = z.object({
  ok: z.boolean(),
  stages: z.array(
    z.object({ name: stageNameSchema, state: z.enum(['ran', 'skipped']), seconds: z.number(), why: z.string() }),
  ),
  checks: z.array(pipelineCheckSchema),
  map50: z.number().nullable(),
  map50_low: z.number().nullable(),
  map50_high: z.number().nullable(),
  map50_95: z.number().nullable(),
  baseline_map50: z.number().nullable(),
  threshold: z.number(),
  false_positives: z.int().nullable(),
  absent_episodes: z.int().nullable(),
  false_positive_upper_bound: z.number().nullable(),
  plug_like_episodes: z.int().nullable(),
  plug_like_false_positives: z.int().nullable(),
  misses: z.int().nullable(),
  present_episodes: z.int().nullable(),
  template_false_positive_share: z.number().nullable(),
  training_seconds: z.number(),
  total_seconds: z.number(),
  model: z.string(),
  onnx: z.string(),
  model_file: z.string(),
  sentences: z.array(z.string()),
});
export type PipelineReport = z.infer<typeof pipelineReportSchema>;

export const pipelineInputSchema = z.object({
  /** Make the demo scenes first and use them, with the demo's own parameters. */
  demo: z.boolean().default(false),
  /** Folder of raw images; null: the one of the demo, or the last import. */
  folder: z.string().nullable().default(null),
  /** False: begins with the pictures that are here; what was left where it lay, or was sent by a browser, is not read again. */
  withImport: z.boolean().default(true),
  /** A small set and a training of three epochs: shows the path in a minute, its figures mean nothing. */
  isRehearsal: z.boolean().default(false),
  name: z.string().default('plug'),
  seed: z.int().default(42),
  paramsText: z.string().nullable().default(null),
  paramsFile: z.string().default('params.yaml'),
  author: z.string().min(1),
});
export type PipelineInput = z.infer<typeof pipelineInputSchema>;

/** `seconds`: of the training; null: not known, and `basis` says why. */
export const pipelineEstimateSchema = z.object({ seconds: z.number().nullable(), basis: z.string() });
export type PipelineEstimate = z.infer<typeof pipelineEstimateSchema>;

export const pipeline = {
  /** Job result: `pipelineReportSchema`. */
  run: procedure.input(pipelineInputSchema).output(jobStartedSchema),
  /** How long its training would take with the labels as they are, before anything is frozen; may measure a step for a few seconds. */
  estimate: procedure.input(pipelineInputSchema).output(pipelineEstimateSchema),
  status: procedure.input(pipelineInputSchema).output(z.array(stageStatusSchema)),
};
