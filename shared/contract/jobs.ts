import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';
import { procedure } from './base.ts';

export const jobKindSchema = z.enum([
  'import',
  'demo',
  'label-inspect',
  'label-import',
  'label-export',
  'pre-label',
  'freeze',
  'dataset-export',
  'train',
  'helper',
  'evaluate',
  'pipeline',
]);
export type JobKind = z.infer<typeof jobKindSchema>;

/** A kind of work as people call it. */
export const jobKindWords: Readonly<Record<JobKind, string>> = {
  import: 'Import',
  demo: 'Making demo scenes',
  'label-import': 'Import of labels',
  'label-inspect': 'Looking through labels',
  'label-export': 'Export of labels',
  'pre-label': 'Pre-labelling',
  freeze: 'Freezing a dataset',
  'dataset-export': 'Export of a dataset',
  train: 'Training',
  helper: 'Training a helper',
  evaluate: 'Evaluation',
  pipeline: 'Pipeline',
};

/** A job as a whole, each time: whoever comes late or misses one loses nothing. `result` is the schema named by the starting procedure. */
export const jobSnapshotSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  /** What is being done now, in a few words. */
  activity: z.string(),
  /** `total` null: not known yet. */
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Seconds until the end as far as it can be told, else null. */
  remainingSeconds: z.number().nullable(),
  /** Figures worth showing while it runs (losses, mAP of the last epoch). */
  figures: z.record(z.string(), z.number()),
  result: z.unknown(),
  problem: problemSchema.nullable(),
});
export type JobSnapshot = z.infer<typeof jobSnapshotSchema>;

export const jobs = {
  list: procedure.output(z.array(jobSnapshotSchema)),
  watch: procedure.input(z.object({ jobId: z.string() })).output(eventIterator(jobSnapshotSchema)),
  stop: procedure.input(z.object({ jobId: z.string() })).output(z.object({ stopping: z.boolean() })),
};
