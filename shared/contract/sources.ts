import { z } from 'zod';
import { preparationSchema } from '../domain/preparation.ts';
import { problemSchema } from '../domain/problem.ts';
import { jobStartedSchema, procedure } from './base.ts';

export const importInputSchema = z.object({
  folder: z.string().min(1),
  /** `copy` keeps the raw file in the workspace; `reference` leaves it where it is and keeps its hash. */
  storage: z.enum(['copy', 'reference']).default('copy'),
  /** Names the station or camera these pictures come from; part of a block's name. */
  source: z.string().min(1).default('station'),
  /** Null: chosen by the size of the pictures, as `defaultPreparation` says. */
  preparation: preparationSchema.nullable().default(null),
  /** Class names, when no classes.txt or dataset.yaml lies beside the labels. */
  classes: z.array(z.string().min(1)).nullable().default(null),
  author: z.string().min(1),
});
export type ImportInput = z.infer<typeof importInputSchema>;

export const importReportSchema = z.object({
  importId: z.int(),
  folder: z.string(),
  filesSeen: z.int(),
  imported: z.int(),
  alreadyKnown: z.int(),
  /** Same bytes under another name in this import. */
  sameBytes: z.int(),
  /** Other bytes, same pixels as an image that is already here. */
  samePixels: z.int(),
  labelled: z.object({ boxes: z.int(), noObject: z.int(), unlabelled: z.int() }),
  classes: z.array(z.string()),
  preparation: z.string(),
  refused: z.array(problemSchema),
  warnings: z.array(problemSchema),
  keptRoles: z.boolean(),
  seconds: z.number(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const sources = {
  /** Job result: `importReportSchema`. */
  import: procedure.input(importInputSchema).output(jobStartedSchema),
  /** Writes the synthetic demo scenes into a folder; job result: `demoReportSchema`. */
  writeDemo: procedure.input(z.object({ folder: z.string().min(1), seed: z.int() })).output(jobStartedSchema),
};

export const demoReportSchema = z.object({
  folder: z.string(),
  scenes: z.int(),
  written: z.int(),
  present: z.int(),
  absent: z.int(),
  plugLike: z.int(),
  megabytes: z.number(),
});
export type DemoReport = z.infer<typeof demoReportSchema>;
