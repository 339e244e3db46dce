import { z } from 'zod';
import { boxSchema } from '../../../shared/domain/box.ts';
import { operation } from './operation.ts';

/**
 * How far a classical template matcher gets on prepared pictures (8-bit grey PNG): a template from `examples`, its threshold at 5 % misses
 * on `present`, the share of `lookAlikes` (pictures without the object) it reports all the same. Boxes in prepared pixels.
 */
export const templateMatchOperation = operation({
  input: z.object({
    examples: z.array(z.object({ path: z.string(), box: boxSchema })).min(1),
    present: z.array(z.string()).min(1),
    lookAlikes: z.array(z.string()).min(1),
  }),
  output: z.object({ threshold: z.number(), reported: z.int(), images: z.int(), share: z.number() }),
  onCrash: 'retry-once',
  deadlineMs: 300_000,
});
