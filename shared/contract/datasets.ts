import { z } from 'zod';
import { preparationSchema } from '../domain/preparation.ts';
import { roleSchema } from '../domain/role.ts';
import { jobStartedSchema, procedure } from './base.ts';

export const roleCountsSchema = z.object({
  images: z.int(),
  present: z.int(),
  absent: z.int(),
  episodes: z.int(),
  blocks: z.int(),
  boxes: z.int(),
});

export const datasetSummarySchema = z.object({
  id: z.int(),
  name: z.string(),
  version: z.int(),
  hash: z.string(),
  seed: z.int(),
  createdAt: z.string(),
  folder: z.string(),
  classes: z.array(z.string()),
  preparation: preparationSchema,
  roles: z.partialRecord(roleSchema, roleCountsSchema),
  /** How roles and blocks were found, in sentences. */
  rules: z.array(z.string()),
  optimistic: z.boolean(),
  leftOut: z.object({
    unlabelled: z.int(),
    duplicates: z.int(),
    nearDuplicates: z.int(),
    guardFrames: z.int(),
    otherPreparation: z.int(),
  }),
  /** Shares per role of images in the block of a train image, and within two frames of one; both 0 by construction, measured all the same. */
  leakage: z.partialRecord(roleSchema, z.object({ sameBlock: z.number(), nearFrame: z.number() })),
  /** True: the same members and settings were frozen before; nothing new was written. */
  unchanged: z.boolean(),
});
export type DatasetSummary = z.infer<typeof datasetSummarySchema>;

export const freezeInputSchema = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dots, hyphens and underscores, 64 at most'),
  seed: z.int().default(42),
  /** Shares of blocks by role; null: the defaults, by the number of blocks. */
  shares: z.partialRecord(roleSchema, z.number().min(0).max(1)).nullable().default(null),
  /** Keep the roles a YOLO dataset came with. Null: when every labelled image has one. */
  keepRoles: z.boolean().nullable().default(null),
});
export type FreezeInput = z.infer<typeof freezeInputSchema>;

export const datasets = {
  /** Job result: `datasetSummarySchema`. */
  freeze: procedure.input(freezeInputSchema).output(jobStartedSchema),
  list: procedure.output(z.array(datasetSummarySchema)),
  get: procedure
    .input(z.object({ name: z.string(), version: z.int().nullable().default(null) }))
    .output(datasetSummarySchema),
};
