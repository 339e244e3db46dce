import { z } from 'zod';
import { annotationContentSchema, annotationRevisionSchema } from '../domain/annotation.ts';
import { problemSchema } from '../domain/problem.ts';
import { jobStartedSchema, procedure } from './base.ts';

export const labelImportReportSchema = z.object({
  folder: z.string(),
  matched: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(problemSchema),
  warnings: z.array(problemSchema),
});
export type LabelImportReport = z.infer<typeof labelImportReportSchema>;

export const labelExportReportSchema = z.object({
  folder: z.string(),
  boxes: z.int(),
  noObject: z.int(),
  unlabelled: z.int(),
  /** Pictures that could not be written beside their labels: a referenced file that is gone or was changed. */
  refused: z.array(problemSchema),
});
export type LabelExportReport = z.infer<typeof labelExportReportSchema>;

export const annotations = {
  /** Reads YOLO label files for images that are already here, matched by path; job result: `labelImportReportSchema`. */
  importLabels: procedure
    .input(z.object({ folder: z.string().min(1), format: z.literal('yolo'), author: z.string().min(1) }))
    .output(jobStartedSchema),
  /** Writes labels in YOLO text; job result: `labelExportReportSchema`. */
  exportLabels: procedure
    .input(z.object({ folder: z.string().min(1), format: z.literal('yolo'), images: z.boolean().default(true) }))
    .output(jobStartedSchema),
  /** A new revision of one image's label; answers the revision as stored. */
  revise: procedure
    .input(
      z.object({
        imageId: z.string(),
        content: annotationContentSchema,
        author: z.string().min(1),
        /** The revision the author looked at: a change made meanwhile is not overwritten. */
        basedOnRevision: z.int().nonnegative().nullable().default(null),
      }),
    )
    .output(annotationRevisionSchema),
  history: procedure.input(z.object({ imageId: z.string() })).output(z.array(annotationRevisionSchema)),
};
