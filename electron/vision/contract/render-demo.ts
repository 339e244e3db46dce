import { z } from 'zod';
import { operation } from './operation.ts';

/**
 * Renders one scene of the demo plan of `seed` and writes the image file at `outPath` (whole or not at all). The host derives the
 * plan itself, so that only two numbers travel.
 */
export const renderDemoOperation = operation({
  input: z.object({
    seed: z.int(),
    shiftCount: z.int().positive(),
    sceneIndex: z.int().nonnegative(),
    outPath: z.string().min(1),
  }),
  output: z.object({ sizeBytes: z.int().positive() }),
  onCrash: 'retry-once',
  deadlineMs: 60_000,
});
