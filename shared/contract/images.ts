import { z } from 'zod';
import { annotationContentSchema } from '../domain/annotation.ts';
import { procedure } from './base.ts';

export const imageSummarySchema = z.object({
  id: z.string(),
  path: z.string(),
  source: z.string(),
  format: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  bytes: z.int(),
  mean: z.number(),
  contrast: z.number(),
  sharpness: z.number(),
  clippedShare: z.number(),
  capturedAt: z.string().nullable(),
  duplicateOf: z.string().nullable(),
  annotation: annotationContentSchema,
});
export type ImageSummary = z.infer<typeof imageSummarySchema>;

export const images = {
  /** In the natural order of their paths; `after` is the last path of the page before. */
  list: procedure
    .input(z.object({ limit: z.int().min(1).max(1000).default(100), offset: z.int().min(0).default(0) }))
    .output(z.object({ total: z.int(), images: z.array(imageSummarySchema) })),
};
