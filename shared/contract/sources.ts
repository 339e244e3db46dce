import { z } from 'zod';
import { preparationSchema } from '../domain/preparation.ts';
import { problemSchema } from '../domain/problem.ts';
import { exchangeFormatSchema } from '../formats/exchange/format.ts';
import { jobStartedSchema, procedure } from './base.ts';
import { labelImportReportSchema } from './exchange.ts';

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
  /** Null: YOLO text beside the pictures is taken, if there is any. `none`: no labels, and no class names of the folder's either. A format: its labels in the same folder, after the pictures. */
  labels: z
    .enum(['none', ...exchangeFormatSchema.exclude(['yolo']).options])
    .nullable()
    .default(null),
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
  /** What became of labels of another tool, and the problem where none could be taken (the pictures are in all the same). */
  labelImport: labelImportReportSchema.nullable().default(null),
  labelProblem: problemSchema.nullable().default(null),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** A folder of this machine as a chooser shows it. Paths are absolute and in the machine's own way of writing. */
export const folderListingSchema = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  isNetworkShare: z.boolean(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Pictures that lie in this folder itself. */
  pictures: z.int(),
  /** Where to begin: home, drives, mounted media and shares. */
  places: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['home', 'drive', 'media', 'share']) })),
});
export type FolderListing = z.infer<typeof folderListingSchema>;

/** What lies in a folder, found without importing anything. */
export const folderInspectionSchema = z.object({
  folder: z.string(),
  isNetworkShare: z.boolean(),
  pictures: z.int(),
  /** By extension, without the dot, lower case, the most frequent first. */
  types: z.array(z.object({ extension: z.string(), count: z.int() })),
  /** Of the pictures together; an estimate where there are very many. */
  bytes: z.number(),
  isEstimate: z.boolean(),
  /** Pixel sizes among a few samples, and sentences about samples that would be refused. */
  sizes: z.array(z.object({ widthPx: z.int(), heightPx: z.int() })),
  refused: z.array(problemSchema),
  /** Absolute paths of a few pictures spread over the folder. */
  samples: z.array(z.string()),
  /** First and last capture time that file names tell, wall clock. */
  firstTime: z.string().nullable(),
  lastTime: z.string().nullable(),
  labels: z.object({
    format: exchangeFormatSchema.nullable(),
    /** Pictures with a label, as far as that can be told without reading the labels; null: cannot. */
    labelled: z.int().nullable(),
    classes: z.array(z.string()),
    /** `dataset.yaml` and the like, where the folder declares a split. */
    declaration: z.string().nullable(),
    problems: z.array(problemSchema),
  }),
  /** Why an import of this folder would be refused as a whole. */
  problem: problemSchema.nullable(),
  disk: z.object({
    workspace: z.string(),
    totalBytes: z.number(),
    freeBytes: z.number(),
    /** What the workspace needs for a copy, and for a reference (prepared pictures and thumbnails alone). */
    copyBytes: z.number(),
    referenceBytes: z.number(),
  }),
});
export type FolderInspection = z.infer<typeof folderInspectionSchema>;

export const sources = {
  /** Job result: `importReportSchema`. */
  import: procedure.input(importInputSchema).output(jobStartedSchema),
  /** Folders of this machine; null: the home folder. */
  browse: procedure.input(z.object({ folder: z.string().min(1).nullable() })).output(folderListingSchema),
  /** Looks through a folder; may take a while on a slow share. */
  inspect: procedure.input(z.object({ folder: z.string().min(1) })).output(folderInspectionSchema),
  /** Writes the synthetic demo scenes into a folder; job result: `demoReportSchema`. */
  writeDemo: procedure.input(z.object({ folder: z.string().min(1), seed: z.int() })).output(jobStartedSchema),
  /** Imports of this workspace, the newest first, with what became of each; null: not finished. */
  imports: procedure.output(
    z.array(
      z.object({
        id: z.int(),
        folder: z.string(),
        storage: z.enum(['copy', 'reference']),
        startedAt: z.string(),
        finishedAt: z.string().nullable(),
        report: importReportSchema.nullable(),
      }),
    ),
  ),
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
