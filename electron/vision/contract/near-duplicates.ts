import { z } from 'zod';
import { operation } from './operation.ts';

/**
 * Which pictures of one block show the same as one before them, by their prepared files (8-bit grey PNG) in time order. The noise floor
 * is the median of the pictures' own estimates.
 */
export const nearDuplicatesOperation = operation({
  input: z.object({ images: z.array(z.object({ imageId: z.string(), path: z.string() })) }),
  output: z.object({
    /** Grey levels. */
    noiseFloor: z.number(),
    found: z.array(z.object({ imageId: z.string(), of: z.string(), difference: z.number() })),
  }),
  onCrash: 'retry-once',
  deadlineMs: 600_000,
});
