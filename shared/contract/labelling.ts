import { z } from 'zod';
import { annotationContentSchema } from '../domain/annotation.ts';
import { detectionSchema } from '../domain/box.ts';
import { qualityFlagSchema } from '../domain/image-quality.ts';
import { preparationSchema } from '../domain/preparation.ts';
import { sizeSchema } from '../domain/size.ts';
import { disagreementSchema, labelStateSchema, reviewStateSchema } from './images.ts';

/**
 * Lists of images that wait for a person. `uncertain`: the model's highest score lies near its threshold; `quality`: odd by measures;
 * `review`: labelled, waiting for a second person; `audit`: a seeded sample of what is labelled; `chosen`: sent here by hand.
 */
export const queueNameSchema = z.enum([
  'unlabelled',
  'model-extra',
  'model-missed',
  'low-iou',
  'uncertain',
  'quality',
  'review',
  'rejected',
  'audit',
  'chosen',
]);
export type QueueName = z.infer<typeof queueNameSchema>;

/** Done with an image in a queue, or not after all. */
export const queueMarkSchema = z.object({ queue: queueNameSchema, isDone: z.boolean() });
export type QueueMark = z.infer<typeof queueMarkSchema>;

export const queueCountsSchema = z.object({
  queues: z.array(z.object({ queue: queueNameSchema, waiting: z.int() })),
  /** `name@version` of the model the disagreements speak of, and its threshold; null: none has looked yet. */
  model: z.object({ name: z.string(), version: z.int(), threshold: z.number() }).nullable(),
});
export type QueueCounts = z.infer<typeof queueCountsSchema>;

export const queueItemSchema = z.object({
  imageId: z.string(),
  path: z.string(),
  labelState: labelStateSchema,
  boxCount: z.int(),
  reviewState: reviewStateSchema,
  isDone: z.boolean(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

/** A batch of a queue in its order: it stays as it is until all of it is done, so that a place in it means something. */
export const openedQueueSchema = z.object({
  queue: queueNameSchema,
  items: z.array(queueItemSchema),
  /** Waiting beyond this batch. */
  beyond: z.int(),
  /** Of the sample, for `audit`. */
  seed: z.int().nullable(),
});
export type OpenedQueue = z.infer<typeof openedQueueSchema>;

export const proposedBoxSchema = detectionSchema.extend({ isRejected: z.boolean().default(false) });
export type ProposedBox = z.infer<typeof proposedBoxSchema>;

/** What a model proposes for one image, descending by confidence; boxes under its threshold are among them. */
export const proposalsSchema = z.object({
  model: z.string(),
  version: z.int(),
  threshold: z.number(),
  madeAt: z.string(),
  boxes: z.array(proposedBoxSchema),
});
export type Proposals = z.infer<typeof proposalsSchema>;

/** One image as the editor needs it. */
export const labelImageSchema = z.object({
  imageId: z.string(),
  path: z.string(),
  source: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  capturedAt: z.string().nullable(),
  /** 0: nobody has said anything. */
  revision: z.int(),
  content: annotationContentSchema,
  author: z.string().nullable(),
  savedAt: z.string().nullable(),
  reviewState: reviewStateSchema,
  review: z.object({ state: z.string(), reviewer: z.string(), reviewedAt: z.string(), comment: z.string() }).nullable(),
  measures: z.object({ mean: z.number(), contrast: z.number(), sharpness: z.number() }),
  flags: z.array(qualityFlagSchema),
  disagreement: disagreementSchema.nullable(),
  /** What the network sees of it; null: not prepared the workspace's way. */
  prepared: z.object({ preparation: preparationSchema, sentence: z.string(), size: sizeSchema }).nullable(),
  proposals: proposalsSchema.nullable(),
});
export type LabelImage = z.infer<typeof labelImageSchema>;

/** Where nine tenths of the pictures of the newest dataset lie, and the ends of a line to draw it on. */
const bandSchema = z.object({ low: z.number(), high: z.number(), from: z.number(), to: z.number() });
export const qualityBandsSchema = z.object({
  dataset: z.string(),
  mean: bandSchema,
  contrast: bandSchema,
  sharpness: bandSchema,
});
export type QualityBands = z.infer<typeof qualityBandsSchema>;

export const preLabelInputSchema = z.object({
  /** `name` or `name@version`. */
  model: z.string().min(1),
  images: z.union([
    z.object({ queue: z.enum(['unlabelled', 'labelled', 'all']) }),
    z.object({ imageIds: z.array(z.string()).min(1).max(100_000) }),
  ]),
  /** At most so many, the oldest first. */
  limit: z.int().min(1).max(1_000_000).default(1000),
});
export type PreLabelInput = z.infer<typeof preLabelInputSchema>;

/** What a model proposed; no label was changed. */
export const preLabelReportSchema = z.object({
  model: z.string(),
  images: z.int(),
  withBoxes: z.int(),
  boxes: z.int(),
  /** Pictures the model could not look at, each with its sentence; the first hundred. */
  failed: z.int(),
  problems: z.array(z.object({ path: z.string(), sentence: z.string() })),
});
export type PreLabelReport = z.infer<typeof preLabelReportSchema>;
