import { z } from 'zod';
import { annotationContentSchema, annotationRevisionSchema } from '../domain/annotation.ts';
import { exchangeFormatSchema } from '../formats/exchange/format.ts';
import { jobStartedSchema, procedure } from './base.ts';
import { exchangeSourceSchema } from './exchange.ts';

export {
  type LabelExportReport,
  type LabelImportReport,
  labelExportReportSchema,
  labelImportReportSchema,
} from './exchange.ts';

export const annotations = {
  /** What an import would do, with nothing written; job result: `labelImportReportSchema`. */
  inspectExchange: procedure.input(exchangeSourceSchema).output(jobStartedSchema),
  /** Reads labels of another tool for images that are already here, matched by path; job result: `labelImportReportSchema`. */
  importLabels: procedure.input(exchangeSourceSchema.extend({ author: z.string().min(1) })).output(jobStartedSchema),
  /** Writes all labels in the format of another tool; job result: `labelExportReportSchema`. */
  exportLabels: procedure
    .input(z.object({ folder: z.string().min(1), format: exchangeFormatSchema, images: z.boolean().default(true) }))
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
