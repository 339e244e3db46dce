import { z } from 'zod';
import { evaluationFiguresSchema } from '../domain/evaluation-figures.ts';
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

export const evaluations = {
  /** Job result: `evaluationSummarySchema`. */
  evaluate: procedure.input(evaluateInputSchema).output(jobStartedSchema),
  list: procedure.output(z.array(evaluationSummarySchema)),
  /** Per-image results of one evaluation, worst first. */
  images: procedure
    .input(
      z.object({
        evaluationId: z.int(),
        limit: z.int().min(1).max(1000).default(100),
        offset: z.int().min(0).default(0),
      }),
    )
    .output(z.array(z.object({ imageId: z.string(), path: z.string(), result: z.unknown() }))),
};
