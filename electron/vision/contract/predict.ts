import { z } from 'zod';
import { detectionSchema } from '../../../shared/domain/box.ts';
import { preparationSchema } from '../../../shared/domain/preparation.ts';
import { sizeSchema } from '../../../shared/domain/size.ts';
import { imageSourceSchema } from './decode.ts';
import { modelReferenceSchema } from './model.ts';
import { operation } from './operation.ts';

/** A raw picture to be prepared, or a PNG that this preparation has already made of a source of this size. */
const pictureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('raw'), source: imageSourceSchema }),
  z.object({ kind: z.literal('prepared'), path: z.string().min(1), sourceSize: sizeSchema }),
]);
export type Picture = z.infer<typeof pictureSchema>;

/** Milliseconds spent inside the host. `network` is the runtime's part alone. */
export const predictTimingsSchema = z.object({
  decode: z.number(),
  prepare: z.number(),
  network: z.number(),
  post: z.number(),
});
export type PredictTimings = z.infer<typeof predictTimingsSchema>;

/** One picture through one model: decode, prepare, letterbox, network, suppression, back to source pixels. */
export const predictOperation = operation({
  input: z.object({
    model: modelReferenceSchema,
    picture: pictureSchema,
    preparation: preparationSchema,
    /** Detections strictly above, as float32. */
    confidenceAbove: z.number().min(0).max(1),
    overlapAbove: z.number().min(0).max(1).default(0.7),
    maximumDetections: z.int().min(1).max(10_000).default(300),
  }),
  output: z.object({
    /** Descending by confidence, clipped to the image; source pixels. */
    detections: z.array(detectionSchema),
    sourceSize: sizeSchema,
    timingsMs: predictTimingsSchema,
    /** Of the decoder; see `decode`. */
    warnings: z.array(z.string()),
  }),
  onCrash: 'answer',
  deadlineMs: 30_000,
});
