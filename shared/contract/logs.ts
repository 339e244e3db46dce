import { z } from 'zod';
import { procedure } from './base.ts';

/** `problem`: refused or failed as it may, with a sentence that says what to do; `fault`: of the program itself. */
export const logLevelSchema = z.enum(['info', 'problem', 'fault']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** One line of the engine's log, as it stands in the file. */
export const logEntrySchema = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  level: logLevelSchema,
  /** Which part speaks: a feature of the engine, or a program it supervises. */
  feature: z.string(),
  sentence: z.string(),
  /** The same was to be said so many times more since it was written last. */
  repeated: z.int().default(0),
  details: z.record(z.string(), z.json()).default({}),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const logFilterSchema = z.object({
  /** Empty: all. */
  levels: z.array(logLevelSchema).default([]),
  feature: z.string().nullable().default(null),
  /** Every word of it stands in the sentence or the details, whatever the case. */
  text: z.string().default(''),
  /** ISO 8601; the first belongs to the span, the second not. */
  from: z.string().nullable().default(null),
  to: z.string().nullable().default(null),
});
export type LogFilter = z.infer<typeof logFilterSchema>;

export const logPageSchema = z.object({
  /** The newest first. */
  entries: z.array(logEntrySchema),
  matched: z.int(),
  /** Of all that is kept, whatever the filter. */
  kept: z.int(),
  features: z.array(z.string()),
  oldest: z.string().nullable(),
  folder: z.string(),
  /** Lines that could not be written since the engine was started (a full disk). */
  lost: z.int(),
});
export type LogPage = z.infer<typeof logPageSchema>;

export const logs = {
  read: procedure.input(logFilterSchema.extend({ limit: z.int().min(1).max(2000).default(200) })).output(logPageSchema),
  /** What passes the filter as JSON lines, the oldest first, as in the file. */
  export: procedure.input(logFilterSchema).output(z.object({ text: z.string(), entries: z.int() })),
};
