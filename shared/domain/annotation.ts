import { z } from 'zod';
import { labelledBoxSchema } from './box.ts';

/**
 * What is known of an image. `no-object` is a statement by a person ("I looked, nothing is there") and trains the negatives;
 * `unlabelled` says nothing. The two are never confused: an empty YOLO file is the first, a missing one the second.
 */
export const annotationContentSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unlabelled') }),
  z.object({ state: z.literal('no-object') }),
  z.object({ state: z.literal('boxes'), boxes: z.array(labelledBoxSchema).min(1) }),
]);
export type AnnotationContent = z.infer<typeof annotationContentSchema>;

/** One entry of an image's label history: every change is a new revision, none is overwritten. `createdAt` is ISO 8601 UTC. */
export const annotationRevisionSchema = z.object({
  imageId: z.string(),
  revision: z.int().positive(),
  content: annotationContentSchema,
  author: z.string().min(1),
  createdAt: z.string(),
  origin: z.string(),
});
export type AnnotationRevision = z.infer<typeof annotationRevisionSchema>;
