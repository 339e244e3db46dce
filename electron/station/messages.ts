import { z } from 'zod';
import { problemSchema } from '../../shared/domain/problem.ts';

/** The one line a station prints on its standard output. */
export const stationMessageSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('ready'),
    address: z.string(),
    model: z.object({ name: z.string(), version: z.int(), sha256: z.string() }),
  }),
  z.object({ event: z.literal('refused'), problem: problemSchema }),
]);
export type StationMessage = z.infer<typeof stationMessageSchema>;
