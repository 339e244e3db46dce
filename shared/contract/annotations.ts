import { z } from 'zod';
import { annotationContentSchema, annotationRevisionSchema } from '../domain/annotation.ts';
import { exchangeFormatSchema } from '../formats/exchange/format.ts';
import { jobStartedSchema, procedure } from './base.ts';
import { exchangeSourceSchema } from './exchange.ts';
import { reviewStateSchema } from './images.ts';
import {
  labelImageSchema,
  openedQueueSchema,
  preLabelInputSchema,
  proposalsSchema,
  qualityBandsSchema,
  queueCountsSchema,
  queueMarkSchema,
  queueNameSchema,
} from './labelling.ts';

export {
  type LabelExportReport,
  type LabelImportReport,
  labelExportReportSchema,
  labelImportReportSchema,
} from './exchange.ts';
export * from './labelling.ts';

export const annotations = {
  /** What an import would do, with nothing written; job result: `labelImportReportSchema`. */
  inspectExchange: procedure.input(exchangeSourceSchema).output(jobStartedSchema),
  /** Reads labels of another tool for images that are already here, matched by path; job result: `labelImportReportSchema`. */
  importLabels: procedure.input(exchangeSourceSchema.extend({ author: z.string().min(1) })).output(jobStartedSchema),
  /** Writes all labels in the format of another tool; job result: `labelExportReportSchema`. */
  exportLabels: procedure
    .input(z.object({ folder: z.string().min(1), format: exchangeFormatSchema, images: z.boolean().default(true) }))
    .output(jobStartedSchema),
  /**
   * A new revision of one image's label, unless it says what is there already; answers the revision as stored. `inQueue`: whether the
   * image is done with it in a queue, stored with the label or not at all.
   */
  revise: procedure
    .input(
      z.object({
        imageId: z.string(),
        content: annotationContentSchema,
        author: z.string().min(1),
        /** The revision the author looked at: a change made meanwhile is not overwritten. */
        basedOnRevision: z.int().nonnegative().nullable().default(null),
        inQueue: queueMarkSchema.nullable().default(null),
      }),
    )
    .output(annotationRevisionSchema),
  history: procedure.input(z.object({ imageId: z.string() })).output(z.array(annotationRevisionSchema)),
  /** One image with its label, its proposals and what is known of its quality. */
  image: procedure.input(z.object({ imageId: z.string() })).output(labelImageSchema),
  /** How many images wait in each queue. `author`: whose own labels wait for somebody else. */
  queues: procedure.input(z.object({ author: z.string().default('') })).output(queueCountsSchema),
  /**
   * Goes on with a queue where it was left, or takes its next batch. `seed` (audit): another sample; `again`: the batch is made anew.
   */
  openQueue: procedure
    .input(
      z.object({
        queue: queueNameSchema,
        author: z.string().default(''),
        seed: z.int().optional(),
        /** In the editor already: stays in the batch though it may not belong there any more. */
        imageId: z.string().optional(),
        again: z.boolean().default(false),
      }),
    )
    .output(openedQueueSchema),
  /** Marks an image of a queue as done (looked at, the label stands) or as open again. */
  finish: procedure.input(queueMarkSchema.extend({ imageId: z.string() })).output(z.object({ isDone: z.boolean() })),
  /** Puts images into the queue `chosen`; answers how many were not there yet. */
  enqueue: procedure
    .input(z.object({ imageIds: z.array(z.string()).min(1).max(100_000) }))
    .output(z.object({ added: z.int() })),
  /** A second person's word on a label. Refused to the label's own author. */
  review: procedure
    .input(
      z.object({
        imageId: z.string(),
        revision: z.int().positive(),
        /** `labelled` takes a review back. */
        state: z.enum(['reviewed', 'rejected', 'labelled']),
        reviewer: z.string().trim().min(1),
        comment: z.string().trim().default(''),
        finishes: queueNameSchema.nullable().default(null),
      }),
    )
    .output(z.object({ reviewState: reviewStateSchema })),
  /** Lets a model propose boxes; labels stay as they are. Job result: `preLabelReportSchema`. */
  preLabel: procedure.input(preLabelInputSchema).output(jobStartedSchema),
  /** Rejects one proposed box, or takes the rejection back; answers the image's proposals. */
  judgeProposal: procedure
    .input(
      z.object({
        imageId: z.string(),
        model: z.string(),
        version: z.int(),
        /** Names the box: its place in the proposals, and its confidence, so that another look of the model is not judged by mistake. */
        index: z.int().nonnegative(),
        confidence: z.number(),
        isRejected: z.boolean(),
      }),
    )
    .output(proposalsSchema),
  /** What is usual in the newest dataset; null: there is none. */
  qualityBands: procedure.output(qualityBandsSchema.nullable()),
};
