import { z } from 'zod';
import { labelledBoxSchema } from './box.ts';

/**
 * Whose box it is. `human`: drawn, or moved so that nothing of a proposal is left; `model`: a proposal that a person accepted as it was or
 * corrected, with what the model gave it. Labels from before this was kept, and imported ones, say nothing: their revision's author stands.
 */
export const boxOriginSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('human'), author: z.string().min(1) }),
  z.object({
    kind: z.literal('model'),
    /** Who accepted it. */
    author: z.string().min(1),
    name: z.string(),
    version: z.int(),
    confidence: z.number().min(0).max(1),
    change: z.enum(['accepted', 'edited']),
  }),
]);
export type BoxOrigin = z.infer<typeof boxOriginSchema>;

export const annotatedBoxSchema = labelledBoxSchema.extend({ origin: boxOriginSchema.optional() });
export type AnnotatedBox = z.infer<typeof annotatedBoxSchema>;

/**
 * What is known of an image. `no-object` is a statement by a person ("I looked, nothing is there") and trains the negatives;
 * `unlabelled` says nothing. The two are never confused: an empty YOLO file is the first, a missing one the second.
 */
export const annotationContentSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unlabelled') }),
  z.object({ state: z.literal('no-object') }),
  z.object({ state: z.literal('boxes'), boxes: z.array(annotatedBoxSchema).min(1) }),
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

/** The same statement? Boxes are compared to a thousandth of a pixel, in any order; whose they are does not count. */
export function sameContent(left: AnnotationContent, right: AnnotationContent): boolean {
  return contentKey(left) === contentKey(right);
}

function contentKey(content: AnnotationContent): string {
  if (content.state !== 'boxes') return content.state;
  return content.boxes
    .map(
      ({ classIndex, box }) =>
        `${classIndex} ${[box.xMin, box.yMin, box.xMax, box.yMax].map((px) => px.toFixed(3)).join(' ')}`,
    )
    .sort()
    .join('|');
}
