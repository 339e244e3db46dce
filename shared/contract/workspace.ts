import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema } from '../domain/problem.ts';
import { procedure } from './base.ts';
import { jobSnapshotSchema } from './jobs.ts';

export const workspaceInfoSchema = z.object({
  folder: z.string(),
  name: z.string(),
  schemaVersion: z.int(),
  classes: z.array(z.string()),
  /** The project's own rule for file names, a regular expression; null: the default. */
  fileNameRule: z.string().nullable(),
  /** Of the disk the workspace lies on; null: the system does not say. */
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable(),
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

/** What a file-name rule means for the pictures that are here. */
export const fileNameRuleReportSchema = z.object({
  expression: z.string().nullable(),
  images: z.int(),
  /** Pictures whose name fits the rule; with the default, those named by a UUID and a counter. */
  fitting: z.int(),
  /** Pictures whose capture time is another than before. */
  timesChanged: z.int(),
  /** Pictures whose name says a time under the rule, and that keep the time of their EXIF data, which is read at import only. */
  keptExif: z.int(),
});
export type FileNameRuleReport = z.infer<typeof fileNameRuleReportSchema>;

/** A rule held against names of this workspace before it is set: a few of them, spread over the pictures, and what it reads out of each. */
export const fileNameReadingSchema = z.object({
  /** Why the rule would be refused; nothing was read then. */
  problem: problemSchema.nullable(),
  /** Of how many pictures the name was looked at, and how many of those fit. */
  looked: z.int(),
  fitting: z.int(),
  examples: z.array(
    z.object({
      name: z.string(),
      /** What the frames of one try share; null: this picture is a try of its own. */
      tryName: z.string().nullable(),
      /** Local time the name says, without a zone; null: none. */
      capturedAt: z.string().nullable(),
    }),
  ),
});
export type FileNameReading = z.infer<typeof fileNameReadingSchema>;

/** `revision` moves whenever something of the workspace changed; who shows anything of it asks again. */
export const changesSnapshotSchema = z.object({ revision: z.int(), jobs: z.array(jobSnapshotSchema) });
export type ChangesSnapshot = z.infer<typeof changesSnapshotSchema>;

/** A package that came with the program. `text`: its licence as it lies in the package; empty: it brings none. */
export const packageLicenceSchema = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  text: z.string(),
});
export type PackageLicence = z.infer<typeof packageLicenceSchema>;

export const aboutSchema = z.object({
  version: z.string(),
  licence: z.string(),
  node: z.string(),
  system: z.string(),
});
export type About = z.infer<typeof aboutSchema>;

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
  about: procedure.output(aboutSchema),
  /** Packages the engine and the programs beside it are made of; the page brings the list of its own. */
  licences: procedure.output(z.array(packageLicenceSchema)),
  /** Names the classes of a workspace, in order; once boxes carry them, more may only be added behind. */
  setClasses: procedure.input(z.object({ classes: z.array(z.string().min(1)).min(1) })).output(workspaceInfoSchema),
  /**
   * How the file names of this project are read: which frames are one try, and when they were taken. Null: the default. Pictures that
   * are here get the time the rule says; dataset versions that are frozen stay as they are.
   */
  setFileNameRule: procedure
    .input(z.object({ expression: z.string().min(1).nullable() }))
    .output(fileNameRuleReportSchema),
  /** What a rule would read, without setting it. One that would be refused is an answer here: it is asked while somebody types. */
  tryFileNameRule: procedure
    .input(z.object({ expression: z.string().min(1).nullable() }))
    .output(fileNameReadingSchema),
  /** Ends the engine after the answer; running jobs are stopped first. */
  shutdown: procedure.output(z.object({ ending: z.boolean() })),
};
