import { z } from 'zod';

/** A network as it would be trained; the answer of a timing depends on nothing else but the machine. */
export const timedNetworkSchema = z.object({
  width: z.number(),
  depth: z.number(),
  classCount: z.int().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  batch: z.int().positive(),
  threads: z.int().positive(),
  frozenModules: z.array(z.int()),
});
export type TimedNetwork = z.infer<typeof timedNetworkSchema>;

export const stepTimingSchema = z.object({
  /** One training step with the whole batch, and one validation batch of the same size, in milliseconds. */
  stepMs: z.number().positive(),
  validationMs: z.number().positive(),
  /** The most memory the program has held. */
  peakMemoryMb: z.number().positive(),
  parameterCount: z.int().positive(),
});
export type StepTiming = z.infer<typeof stepTimingSchema>;
