import { z } from 'zod';
import { bytesSchema } from './bytes.ts';
import { decodedFactsSchema } from './decoded-facts.ts';
import { imageMeasuresSchema } from './measures.ts';
import { operation } from './operation.ts';

/**
 * The bytes of an upload or the path of a file; `name` is the one used in sentences. A file that is known by its hash is refused when
 * its bytes have another one now.
 */
export const imageSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('path'),
    path: z.string().min(1),
    name: z.string().min(1).nullable().default(null),
    expectedSha256: z.string().length(64).nullable().default(null),
  }),
  z.object({ kind: z.literal('bytes'), bytes: bytesSchema, name: z.string().min(1) }),
]);
export type ImageSource = z.infer<typeof imageSourceSchema>;

/** Full upright grey pixels of one image, with its measures. */
export const decodeOperation = operation({
  input: z.object({ source: imageSourceSchema }),
  output: decodedFactsSchema.extend({
    pixels: bytesSchema,
    pixelSha256: z.string().length(64),
    measures: imageMeasuresSchema,
  }),
  onCrash: 'answer',
  deadlineMs: 30_000,
});
