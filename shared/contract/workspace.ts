import { z } from 'zod';
import { procedure } from './base.ts';

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

export const workspace = {
  info: procedure.output(workspaceInfoSchema),
  /** Names the classes of a new workspace, in order; refused once labels use them. */
  setClasses: procedure.input(z.object({ classes: z.array(z.string().min(1)).min(1) })).output(workspaceInfoSchema),
  /** Ends the engine after the answer; running jobs are stopped first. */
  shutdown: procedure.output(z.object({ ending: z.boolean() })),
};
