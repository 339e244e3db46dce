import { z } from 'zod';
import { detectionSchema } from '../domain/box.ts';
import { modelCardSchema } from '../domain/model-card.ts';
import { preparationSchema } from '../domain/preparation.ts';
import { problemSchema } from '../domain/problem.ts';
import { procedure } from './base.ts';

export const modelSummarySchema = z.object({
  name: z.string(),
  version: z.int(),
  sha256: z.string(),
  createdAt: z.string(),
  runId: z.string().nullable(),
  folder: z.string(),
  onnxPath: z.string(),
  card: modelCardSchema,
});
export type ModelSummary = z.infer<typeof modelSummarySchema>;

export const modelExportReportSchema = z.object({ path: z.string(), bytes: z.int(), sha256: z.string() });
export type ModelExportReport = z.infer<typeof modelExportReportSchema>;

export const predictionSchema = z.object({
  path: z.string(),
  verdict: z.enum(['PRESENT', 'ABSENT', 'UNKNOWN']),
  reason: z.string().nullable(),
  score: z.number(),
  threshold: z.number(),
  detections: z.array(detectionSchema.extend({ className: z.string() })),
  timingsMs: z.record(z.string(), z.number()),
  problem: problemSchema.nullable(),
});
export type Prediction = z.infer<typeof predictionSchema>;

const modelReference = z.object({ model: z.string().min(1) });

export const models = {
  list: procedure.output(z.array(modelSummarySchema)),
  /** `name` (newest version) or `name@version`. */
  get: procedure.input(modelReference).output(modelSummarySchema),
  /** Registers the best checkpoint of a finished run; the same run is registered once. */
  register: procedure
    .input(z.object({ runId: z.string(), name: z.string().nullable().default(null) }))
    .output(modelSummarySchema),
  /** Writes one file with a manifest; with `pytorch`, the weights as a PyTorch state dict instead. */
  export: procedure
    .input(modelReference.extend({ path: z.string().nullable().default(null), pytorch: z.boolean().default(false) }))
    .output(modelExportReportSchema),
  /**
   * Takes an exported model file of another workspace, or a YOLOv8/11 ONNX export. For the latter `preparation` must be said:
   * how the pictures it was trained on were made.
   */
  import: procedure
    .input(
      z.object({
        path: z.string().min(1),
        name: z.string().nullable().default(null),
        preparation: preparationSchema.nullable().default(null),
        classes: z.array(z.string().min(1)).nullable().default(null),
      }),
    )
    .output(z.object({ model: modelSummarySchema, notes: z.array(z.string()) })),
  predict: procedure
    .input(modelReference.extend({ paths: z.array(z.string().min(1)).min(1).max(1000) }))
    .output(z.array(predictionSchema)),
};
