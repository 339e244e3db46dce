import { z } from 'zod';
import { boxSchema } from './box.ts';
import { placementToleranceSchema } from './evaluation.ts';
import { preparationSchema } from './preparation.ts';
import { sizeSchema } from './size.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Lower-case letters, digits and hyphens: the name is a folder and a file name on every system. */
export const modelNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);

/** How a detector writes its boxes: `[1, 4+nc, N]`, `[1, N, 6]`, `[1, N, 5+nc]`. */
export const outputLayoutSchema = z.enum(['channels-first', 'end-to-end', 'grid']);
export type OutputLayout = z.infer<typeof outputLayoutSchema>;

/**
 * What the network takes and gives. `range`: `unit` feeds grey levels divided by 255, `byte` as they are (0..255; YOLOX). Three
 * channels get the grey three times. Names are those of the ONNX graph.
 */
export const networkInterfaceSchema = z.object({
  inputName: z.string().min(1),
  outputName: z.string().min(1),
  inputSize: sizeSchema,
  inputChannels: z.union([z.literal(1), z.literal(3)]),
  elementType: z.enum(['float32', 'float16']),
  range: z.enum(['unit', 'byte']),
  layout: outputLayoutSchema,
});
export type NetworkInterface = z.infer<typeof networkInterfaceSchema>;

/** What turns detections into a verdict; `evidence` says in a sentence where the threshold comes from. */
export const decisionRuleSchema = z.object({
  targetClassIndex: z.int().nonnegative(),
  threshold: z.number().min(0).max(1),
  evidence: z.string().min(1),
  /** Only boxes whose centre lies in it count; source pixels, null: the whole image. */
  regionOfInterest: boxSchema.nullable(),
  /** Where a plug may sit; null: nothing taught, every place counts. */
  tolerance: placementToleranceSchema.nullable(),
});
export type DecisionRule = z.infer<typeof decisionRuleSchema>;

export const filePartSchema = z.object({
  path: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
  sizeBytes: z.int().nonnegative(),
  sha256: sha256Schema,
});
export type FilePart = z.infer<typeof filePartSchema>;

/**
 * All that is known of a registered model: where it comes from, what it eats, how its answer is read and decided on, what was
 * measured. Lies beside the weights as `card.json` and travels in the exported file. `parts` lists the other files of the model
 * (`model.onnx`, and `weights.safetensors` of a model trained here).
 */
export const modelCardSchema = z
  .object({
    schemaVersion: z.literal(1),
    name: modelNameSchema,
    version: z.int().positive(),
    /** ISO 8601 UTC. */
    createdAt: z.iso.datetime(),
    source: z.enum(['trained', 'imported']),
    /** A helper: proposes boxes to be accepted or not, and does nothing else. It is never promoted, evaluated for release or exported. */
    purpose: z.literal('pre-label').optional(),
    /** The frozen dataset it was trained on; null for an imported model. */
    dataset: z.object({ name: z.string(), version: z.int().positive(), hash: z.string() }).nullable(),
    /** The run's parameters with every default written out; null for an imported model. */
    params: z.record(z.string(), z.unknown()).nullable(),
    classes: z.array(z.string().min(1)).min(1),
    preparation: preparationSchema,
    network: networkInterfaceSchema,
    decision: decisionRuleSchema,
    /** Named figures of the evaluation that the registration quotes, such as `map50`; empty when never evaluated. */
    figures: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
    licence: z.string().nullable(),
    /** Version of onnxruntime-node with which the model was registered. */
    runtimeVersion: z.string().min(1),
    parts: z.array(filePartSchema).min(1),
  })
  .refine((card) => card.decision.targetClassIndex < card.classes.length, {
    message: 'the target class is not among the classes',
    path: ['decision', 'targetClassIndex'],
  })
  .refine((card) => card.parts.some((part) => part.path === 'model.onnx'), {
    message: 'model.onnx is not among the parts',
    path: ['parts'],
  });
export type ModelCard = z.infer<typeof modelCardSchema>;

export const noEvidence = 'default, no evidence';
/** The operating threshold of a model without calibration. */
export const defaultThreshold = 0.25;
