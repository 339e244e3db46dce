import { z } from 'zod';
import { labelledBoxSchema } from './box.ts';
import { preparationSchema } from './preparation.ts';
import { sizeSchema } from './size.ts';

/**
 * What the engine hands a trainer: everything one run needs, and nothing that needs the database. Written as `job.json` into the
 * run's folder before the trainer is spawned. `path` is a PNG prepared with `equalise: false` ("resized, not yet equalised"): the
 * trainer augments first and equalises after, when `preparation.equalise` says so. Paths are absolute, or relative to the run's folder
 * with `/`: so a workspace can move to another folder or machine between stop and resume.
 */
export const trainingImageSchema = z.object({
  imageId: z.string(),
  role: z.enum(['train', 'val']),
  path: z.string(),
  sourceSize: sizeSchema,
  /** Its block in the dataset version: what an interval of the val figures is drawn over. It decides no weights. */
  block: z.string().optional(),
  boxes: z.array(labelledBoxSchema),
});
export type TrainingImage = z.infer<typeof trainingImageSchema>;

export const trainingJobSchema = z.object({
  schemaVersion: z.literal(1),
  runId: z.string(),
  /** The resolved parameters, every default written out; the schema is `shared/formats/params.ts`. */
  params: z.unknown(),
  classes: z.array(z.string().min(1)).min(1),
  preparation: preparationSchema,
  images: z.array(trainingImageSchema),
  /** An ONNX-independent checkpoint to start from (`weights.safetensors` of a registered model); null: random weights. */
  startWeightsPath: z.string().nullable(),
});
export type TrainingJob = z.infer<typeof trainingJobSchema>;
