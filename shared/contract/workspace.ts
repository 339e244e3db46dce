import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { jobSnapshotSchema } from './jobs.ts';

export const workspaceInfoSchema = z.object({
  folder: z.string(),
  name: z.string(),
  schemaVersion: z.int(),
  classes: z.array(z.string()),
  counts: z.object({
    images: z.int(),
    unlabelled: z.int(),
    noObject: z.int(),
    withBoxes: z.int(),
    datasets: z.int(),
    runs: z.int(),
    models: z.int(),
  }),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfoSchema>;

/** `revision` moves whenever something of the workspace changed; who shows anything of it asks again. */
export const changesSnapshotSchema = z.object({ revision: z.int(), jobs: z.array(jobSnapshotSchema) });
export type ChangesSnapshot = z.infer<typeof changesSnapshotSchema>;

/** What people choose once for a workspace: free JSON values by key, read and written by the window (theme, keys, annotator's name). */
export const settingsSchema = z.record(z.string(), z.json());
export type Settings = z.infer<typeof settingsSchema>;

export const workspace = {
  /** At most five snapshots a second, the first at once. */
  changes: procedure.output(eventIterator(changesSnapshotSchema)),
  settings: procedure.output(settingsSchema),
  /** Sets the keys that are named; a key set to null is removed. Answers all settings. */
  changeSettings: procedure.input(settingsSchema).output(settingsSchema),
  info: procedure.output(workspaceInfoSchema),
  /** Names the classes of a new workspace, in order; refused once labels use them. */
  setClasses: procedure.input(z.object({ classes: z.array(z.string().min(1)).min(1) })).output(workspaceInfoSchema),
  /** Ends the engine after the answer; running jobs are stopped first. */
  shutdown: procedure.output(z.object({ ending: z.boolean() })),
};
