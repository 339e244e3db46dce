import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { boxSchema } from '../domain/box.ts';
import { verdictSchema } from '../domain/evaluation.ts';
import { sizeSchema } from '../domain/size.ts';
import { procedure } from './base.ts';

/** One frame the station judged. Times in milliseconds; `roundTripMs`: from sending the file to having the answer. */
export const liveFrameSchema = z.object({
  serial: z.int(),
  name: z.string(),
  path: z.string(),
  at: z.string(),
  verdict: verdictSchema,
  reason: z.string().nullable(),
  score: z.number(),
  threshold: z.number(),
  boxes: z.array(z.object({ className: z.string(), confidence: z.number() /** In source pixels. */, box: boxSchema })),
  size: sizeSchema.nullable(),
  timingsMs: z.record(z.string(), z.number()),
  roundTripMs: z.number(),
});
export type LiveFrame = z.infer<typeof liveFrameSchema>;

export const liveStatusSchema = z.object({
  /** `down`: the station ended by itself; every frame since then is UNKNOWN. */
  state: z.enum(['off', 'starting', 'on', 'down']),
  model: z.string().nullable(),
  /** Where the frames come from, in words. */
  source: z.string(),
  frames: z.int(),
  intervalMs: z.int(),
  /** Why it is not on, in a sentence. */
  trouble: z.string().nullable(),
  counts: z.object({ PRESENT: z.int(), ABSENT: z.int(), UNKNOWN: z.int() }),
  /** The newest last, 60 at most. */
  history: z.array(liveFrameSchema),
});
export type LiveStatus = z.infer<typeof liveStatusSchema>;

export const station = {
  status: procedure.output(liveStatusSchema),
  /** The status now, and again after every frame; a slow watcher skips some, never the last. */
  watch: procedure.output(eventIterator(liveStatusSchema)),
  /**
   * Replays frames through the station program at a set rate, for the screen only: no PLC, no permit. `folder` null: the pictures of the
   * workspace. Goes on until it is stopped, whether a page looks or not.
   */
  start: procedure
    .input(
      z.object({
        model: z.string().min(1),
        folder: z.string().min(1).nullable().default(null),
        intervalMs: z.int().min(100).max(60_000).default(1000),
      }),
    )
    .output(liveStatusSchema),
  stop: procedure.output(liveStatusSchema),
};
