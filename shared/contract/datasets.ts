import { z } from 'zod';
import { labelledBoxSchema } from '../domain/box.ts';
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

/** One block of a version: never split across roles. In order of capture, or of the names where no time is known. */
export const datasetBlockSchema = z.object({
  name: z.string(),
  /** Null: left out whole. */
  role: roleSchema.nullable(),
  images: z.int(),
  present: z.int(),
  absent: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type DatasetBlock = z.infer<typeof datasetBlockSchema>;

export const roleTriesSchema = z.object({ present: z.int(), absent: z.int() });
export type RoleTries = z.infer<typeof roleTriesSchema>;

/** Tries under one condition of the scene, as the table beside the pictures says it, by role. */
export const conditionSchema = z.object({ name: z.string(), tries: z.partialRecord(roleSchema, z.int()) });
export type Condition = z.infer<typeof conditionSchema>;

/** What the labels of now have that a version has not; all 0: it is as the labels are. */
export const newerSchema = z.object({ added: z.int(), removed: z.int(), relabelled: z.int() });
export type Newer = z.infer<typeof newerSchema>;

export const datasetDetailSchema = z.object({
  blocks: z.array(datasetBlockSchema),
  /** Tries with and without an object. */
  tries: z.partialRecord(roleSchema, roleTriesSchema),
  conditions: z.array(conditionSchema),
  /** Runs that learned from it, newest first. */
  runs: z.array(z.string()),
  newer: newerSchema,
});
export type DatasetDetail = z.infer<typeof datasetDetailSchema>;

export const datasetChangeSchema = z.object({
  imageId: z.string(),
  path: z.string(),
  kind: z.enum(['added', 'removed', 'relabelled', 'moved-role']),
  /** In a few words: "1 box is now none", "box moved by 41 px", "train, was val". */
  detail: z.string(),
});
export type DatasetChange = z.infer<typeof datasetChangeSchema>;

export const datasetChangesSchema = z.object({
  /** What it is held against: "v6", "the labels as they are now". Null: there is nothing before the first version. */
  against: z.string().nullable(),
  counts: newerSchema.extend({ movedRole: z.int() }),
  /** How far a corrected box moved at most, in source pixels; null: none did. */
  largestMovePx: z.number().nullable(),
  /** Other differences, a sentence each: classes, preparation, seed. */
  sentences: z.array(z.string()),
  /** The first of them, by path. */
  changes: z.array(datasetChangeSchema),
});
export type DatasetChanges = z.infer<typeof datasetChangesSchema>;

/** What freezing would make now. Near-duplicates are compared when it is frozen, so a few images may still be left out. */
export const datasetDraftSchema = z.object({
  name: z.string(),
  version: z.int(),
  roles: z.partialRecord(roleSchema, roleCountsSchema),
  rules: z.array(z.string()),
  optimistic: z.boolean(),
  leftOut: datasetSummarySchema.shape.leftOut.omit({ nearDuplicates: true }),
  leakage: datasetSummarySchema.shape.leakage,
  blocks: z.array(datasetBlockSchema),
  tries: z.partialRecord(roleSchema, roleTriesSchema),
  conditions: z.array(conditionSchema),
  keepsImportedRoles: z.boolean(),
  /** Every labelled image came with a role, so that these can be kept. */
  canKeepRoles: z.boolean(),
});
export type DatasetDraft = z.infer<typeof datasetDraftSchema>;

const datasetReference = z.object({ name: z.string(), version: z.int().nullable().default(null) });

export const augmentationPreviewSchema = z.object({
  imageId: z.string(),
  path: z.string(),
  /** How many pictures there are to choose from. */
  pictures: z.int(),
  widthPx: z.int(),
  heightPx: z.int(),
  tiles: z.array(
    z.object({
      kind: z.enum(['as-it-is', 'shift', 'brightness', 'rotate', 'zoom', 'together']),
      /** Grey PNG in base64: what the network is given. */
      png: z.string(),
      /** In pixels of that picture. */
      boxes: z.array(labelledBoxSchema),
      droppedBoxes: z.int(),
      /** Shares of the picture for shifts, degrees clockwise, factors; null where several things happened. */
      drawn: z
        .object({ shiftX: z.number(), shiftY: z.number(), degrees: z.number(), scale: z.number(), gain: z.number() })
        .nullable(),
    }),
  ),
});
export type AugmentationPreview = z.infer<typeof augmentationPreviewSchema>;

export const datasetExportInputSchema = datasetReference.extend({
  /** The whole path of an empty or new folder. */
  folder: z.string().trim().min(1).max(4096),
});
export type DatasetExportInput = z.infer<typeof datasetExportInputSchema>;

export const datasetExportReportSchema = z.object({
  name: z.string(),
  version: z.int(),
  folder: z.string(),
  images: z.int(),
  files: z.int(),
  bytes: z.number(),
});
export type DatasetExportReport = z.infer<typeof datasetExportReportSchema>;

export const datasets = {
  /** Job result: `datasetSummarySchema`. */
  freeze: procedure.input(freezeInputSchema).output(jobStartedSchema),
  /** Copies a version's YOLO folder. Job result: `datasetExportReportSchema`. */
  export: procedure.input(datasetExportInputSchema).output(jobStartedSchema),
  list: procedure.output(z.array(datasetSummarySchema)),
  get: procedure.input(datasetReference).output(datasetSummarySchema),
  detail: procedure.input(datasetReference).output(datasetDetailSchema),
  /** Against the version before, or against the labels as they are now. */
  changes: procedure
    .input(datasetReference.extend({ against: z.enum(['before', 'now']) }))
    .output(datasetChangesSchema),
  /** Newest version of each name: what the labels have that it has not. */
  newer: procedure.output(z.array(newerSchema.extend({ name: z.string(), version: z.int() }))),
  draft: procedure.input(freezeInputSchema).output(datasetDraftSchema),
  /** A train image with boxes as training would see it, drawn by the trainer's own code; `picture` counts from 0 and starts again at the end. */
  previewAugmentation: procedure
    .input(
      z.object({
        dataset: z.object({ name: z.string(), version: z.int() }).nullable(),
        picture: z.int().nonnegative(),
        paramsText: z.string(),
        epoch: z.int().nonnegative(),
        together: z.int().min(1).max(12).default(4),
      }),
    )
    .output(augmentationPreviewSchema),
};
