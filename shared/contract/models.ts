import { z } from 'zod';
import { detectionSchema } from '../domain/box.ts';
import { decisionRuleSchema, modelCardSchema, outputLayoutSchema } from '../domain/model-card.ts';
import { modelDecisionSchema } from '../domain/model-stage.ts';
import { preparationSchema } from '../domain/preparation.ts';
import { problemSchema } from '../domain/problem.ts';
import { sizeSchema } from '../domain/size.ts';
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

/** What a file is, told before it is imported: nothing is taken in yet. */
export const describedModelFileSchema = z.discriminatedUnion('kind', [
  z.object({
    /** Exported by a Plugsight: every part has the size and hash its manifest gives. */
    kind: z.literal('model-file'),
    bytes: z.int(),
    card: modelCardSchema,
    /** The same model is registered already, as this version. */
    known: z.string().nullable(),
  }),
  z.object({
    /** A detector as a YOLO trainer exports it: how its pictures were prepared must be said. */
    kind: z.literal('onnx'),
    bytes: z.int(),
    suggestedName: z.string(),
    classes: z.array(z.string()),
    inputSize: sizeSchema,
    inputChannels: z.int(),
    layout: outputLayoutSchema,
    licence: z.string().nullable(),
    author: z.string().nullable(),
    producer: z.string().nullable(),
  }),
]);
export type DescribedModelFile = z.infer<typeof describedModelFileSchema>;

const personSchema = z.object({ author: z.string().trim().min(1), comment: z.string().trim().default('') });

/** One picture of the bench through a model. Boxes in source pixels, also those under the threshold. */
export const triedPictureSchema = z.object({
  verdict: z.enum(['PRESENT', 'ABSENT', 'UNKNOWN']),
  reason: z.string().nullable(),
  score: z.number(),
  threshold: z.number(),
  /** What the verdict was decided by. */
  rule: decisionRuleSchema,
  classes: z.array(z.string()),
  detections: z.array(detectionSchema),
  sourceSize: sizeSchema,
  /** What the network saw, as a file of the workspace. */
  preparedPath: z.string(),
  preparedSize: sizeSchema,
  preparation: preparationSchema,
  /** The prepared picture lies in it, with grey around. */
  networkSize: sizeSchema,
  timingsMs: z.record(z.string(), z.number()),
});
export type TriedPicture = z.infer<typeof triedPictureSchema>;

const modelReference = z.object({ model: z.string().min(1) });

export const models = {
  /** Every model but helpers. */
  list: procedure.output(z.array(modelSummarySchema)),
  /** Small networks that only pre-label; never promoted, never exported. */
  helpers: procedure.output(z.array(modelSummarySchema)),
  /** `name` (newest version) or `name@version`. */
  get: procedure.input(modelReference).output(modelSummarySchema),
  /** The model in production; null while none was promoted. */
  current: procedure.output(modelSummarySchema.nullable()),
  /** The journal of decisions, oldest first; `stageOf`, `productionDecision` and `rollBackTarget` read it. */
  decisions: procedure.output(z.array(modelDecisionSchema)),
  /** Puts a model into production; the one that was there is archived. */
  promote: procedure.input(modelReference.extend(personSchema.shape)).output(z.array(modelDecisionSchema)),
  /** Puts the model back that was in production before. */
  rollBack: procedure.input(personSchema).output(z.array(modelDecisionSchema)),
  archive: procedure.input(modelReference.extend(personSchema.shape)).output(z.array(modelDecisionSchema)),
  /** Makes an archived model a candidate again. */
  restore: procedure.input(modelReference.extend(personSchema.shape)).output(z.array(modelDecisionSchema)),
  /** Registers the best checkpoint of a finished run; the same run is registered once. */
  register: procedure
    .input(z.object({ runId: z.string(), name: z.string().nullable().default(null) }))
    .output(modelSummarySchema),
  /** Writes one file with a manifest; with `pytorch`, the weights as a PyTorch state dict instead. */
  export: procedure
    .input(modelReference.extend({ path: z.string().nullable().default(null), pytorch: z.boolean().default(false) }))
    .output(modelExportReportSchema),
  describe: procedure.input(z.object({ path: z.string().min(1) })).output(describedModelFileSchema),
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
  /** Judges one picture of the disk; a picture that cannot be read is refused. */
  tryPicture: procedure.input(modelReference.extend({ path: z.string().min(1) })).output(triedPictureSchema),
};
