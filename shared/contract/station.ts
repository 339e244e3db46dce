import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { boxSchema } from '../domain/box.ts';
import { verdictSchema } from '../domain/evaluation.ts';
import { processAlarmSchema } from '../domain/process-alarm.ts';
import { sizeSchema } from '../domain/size.ts';
import { jobStartedSchema, procedure } from './base.ts';

/** Where frames come from: pictures replayed round and round, or a folder watched for new ones. */
export const liveSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('workspace') }),
  z.object({ kind: z.literal('folder'), folder: z.string().trim().min(1) }),
  z.object({ kind: z.literal('watched'), folder: z.string().trim().min(1) }),
]);
export type LiveSource = z.infer<typeof liveSourceSchema>;

/** One frame the station judged. Times in milliseconds; `roundTripMs`: from sending the file to having the answer. */
export const liveFrameSchema = z.object({
  serial: z.int(),
  name: z.string(),
  path: z.string(),
  /** When its verdict was there, and when its file was written; ISO 8601. */
  at: z.string(),
  fileAt: z.string().nullable(),
  verdict: verdictSchema,
  /** The station itself said the verdict; false: it did not answer, which makes a frame UNKNOWN. */
  isAnswered: z.boolean(),
  reason: z.string().nullable(),
  score: z.number(),
  threshold: z.number(),
  boxes: z.array(z.object({ className: z.string(), confidence: z.number(), box: boxSchema })),
  size: sizeSchema.nullable(),
  timingsMs: z.record(z.string(), z.number()),
  roundTripMs: z.number(),
});
export type LiveFrame = z.infer<typeof liveFrameSchema>;

const countsSchema = z.object({ PRESENT: z.int(), ABSENT: z.int(), UNKNOWN: z.int() });

export const liveStatusSchema = z.object({
  /** `down`: the station ended by itself and is being started again; every frame meanwhile is UNKNOWN. */
  state: z.enum(['off', 'starting', 'on', 'down']),
  model: z.string().nullable(),
  source: liveSourceSchema.nullable(),
  /** Pictures that are replayed; null where a folder is watched. */
  frames: z.int().nullable(),
  intervalMs: z.int(),
  startedAt: z.string().nullable(),
  /** Why it is not on, in a sentence. */
  trouble: z.string().nullable(),
  /** How often the station program had to be started again. */
  restarts: z.int(),
  /** Frames that came while others waited and were never judged. */
  skipped: z.int(),
  /** Verdicts by picture: one that is replayed counts once, with its last verdict. */
  counts: countsSchema,
  /** The newest last, 60 at most. */
  history: z.array(liveFrameSchema),
  /** The most urgent first. */
  alarms: z.array(processAlarmSchema),
  /** The alarm that cleared last. */
  lastCleared: z.object({ title: z.string(), clearedAt: z.string() }).nullable(),
});
export type LiveStatus = z.infer<typeof liveStatusSchema>;

export const station = {
  status: procedure.output(liveStatusSchema),
  /** The status now and after every change. */
  watch: procedure.output(eventIterator(liveStatusSchema)),
  /**
   * Shows frames to the station program at a set rate, for the screen only: no PLC, no permit. Goes on until it is stopped, whether a page
   * looks or not; a station that ends by itself is started again.
   */
  start: procedure
    .input(
      z.object({
        model: z.string().min(1),
        source: liveSourceSchema,
        /** Between two frames of a replay. */
        intervalMs: z.int().min(100).max(60_000).default(1000),
      }),
    )
    .output(liveStatusSchema),
  stop: procedure.output(liveStatusSchema),
  /** Somebody has seen the alarm. It stays until its condition is gone. */
  acknowledge: procedure.input(z.object({ id: processAlarmSchema.shape.id })).output(liveStatusSchema),
  /** Imports frames of the history as pictures, copied, and puts them into the label queue. Job result: `sentToQueueSchema`. */
  sendToQueue: procedure
    .input(z.object({ serials: z.array(z.int()).min(1).max(60), author: z.string().min(1) }))
    .output(jobStartedSchema),
};

/** `images`: in the label queue now; `imported`: of them new in the workspace; `gone`: whose file is not there any more. */
export const sentToQueueSchema = z.object({ images: z.array(z.string()), imported: z.int(), gone: z.int() });
export type SentToQueue = z.infer<typeof sentToQueueSchema>;
