import { z } from 'zod';
import { annotationContentSchema, annotationRevisionSchema } from '../domain/annotation.ts';
import { detectionSchema, labelledBoxSchema } from '../domain/box.ts';
import { qualityFlagSchema } from '../domain/image-quality.ts';
import { roleSchema } from '../domain/role.ts';
import { procedure } from './base.ts';

export const imageSummarySchema = z.object({
  id: z.string(),
  path: z.string(),
  source: z.string(),
  format: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  bytes: z.int(),
  mean: z.number(),
  contrast: z.number(),
  sharpness: z.number(),
  clippedShare: z.number(),
  capturedAt: z.string().nullable(),
  duplicateOf: z.string().nullable(),
  annotation: annotationContentSchema,
});
export type ImageSummary = z.infer<typeof imageSummarySchema>;

export const labelStateSchema = z.enum(['unlabelled', 'no-object', 'boxes']);
export const reviewStateSchema = z.enum(['new', 'labelled', 'reviewed', 'rejected']);
/** The newest model's boxes above its threshold against the label as it is now, IoU 0.50; `low-iou`: found, but placed badly. */
export const disagreementSchema = z.enum(['model-extra', 'model-missed', 'low-iou', 'agree']);
export const imageRoleSchema = z.enum([...roleSchema.options, 'none']);
export type LabelState = z.infer<typeof labelStateSchema>;
export type ReviewState = z.infer<typeof reviewStateSchema>;
export type Disagreement = z.infer<typeof disagreementSchema>;
export type ImageRole = z.infer<typeof imageRoleSchema>;

/** Within a kind any of the values, across kinds all; an empty list or null asks for nothing. */
export const imageFilterSchema = z.object({
  /** Part of the path in any case, or the beginning of the SHA-256. */
  text: z.string().max(200).default(''),
  sources: z.array(z.string()).default([]),
  labels: z.array(labelStateSchema).default([]),
  states: z.array(reviewStateSchema).default([]),
  disagreements: z.array(disagreementSchema).default([]),
  flags: z.array(qualityFlagSchema).default([]),
  roles: z.array(imageRoleSchema).default([]),
  /** Key of one block: `<source>/<day>/<hour the shift starts>`, or `<source>/<folder>` where no capture time is known. */
  block: z.string().nullable().default(null),
  /** Days, `YYYY-MM-DD`, both included, by the clock on the plant's wall. */
  fromDay: z.iso.date().nullable().default(null),
  toDay: z.iso.date().nullable().default(null),
  importId: z.int().nullable().default(null),
  /** A span of one measure, `from` included, `to` not. */
  span: z
    .object({ measure: z.enum(['mean', 'contrast', 'sharpness']), from: z.number(), to: z.number() })
    .nullable()
    .default(null),
});
export type ImageFilter = z.infer<typeof imageFilterSchema>;
export type ImageFilterInput = z.input<typeof imageFilterSchema>;

export const imageSortSchema = z.enum([
  'newest',
  'oldest',
  'name',
  'darkest',
  'brightest',
  'least-contrast',
  'least-sharp',
  'highest-score',
]);
export type ImageSort = z.infer<typeof imageSortSchema>;

const view = z.object({ filter: imageFilterSchema.prefault({}), sort: imageSortSchema.default('newest') });

/** A run of neighbours in the order asked for. By time: one block (source, day, shift); else all images as one. */
export const imageBlockSchema = z.object({
  key: z.string(),
  source: z.string(),
  /** First and last capture time, wall clock; null where none is known. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  count: z.int(),
});
export type ImageBlock = z.infer<typeof imageBlockSchema>;

export const imageLayoutSchema = z.object({
  /** All images of the workspace, and those that pass the filter. */
  total: z.int(),
  matched: z.int(),
  /** Blocks of the whole workspace, whatever the filter. */
  blockCount: z.int(),
  sourceCount: z.int(),
  /** In order; their counts add up to `matched`. */
  blocks: z.array(imageBlockSchema),
});
export type ImageLayout = z.infer<typeof imageLayoutSchema>;

/** One image as the grid shows it. Boxes in source pixels. */
export const imageCardSchema = z.object({
  id: z.string(),
  path: z.string(),
  capturedAt: z.string().nullable(),
  widthPx: z.int(),
  heightPx: z.int(),
  labelState: labelStateSchema,
  reviewState: reviewStateSchema,
  boxes: z.array(labelledBoxSchema),
  flags: z.array(qualityFlagSchema),
  /** The newest model's view: highest score, and the boxes above its threshold. */
  prediction: z.object({ score: z.number(), detections: z.array(detectionSchema) }).nullable(),
  disagreement: disagreementSchema.nullable(),
});
export type ImageCard = z.infer<typeof imageCardSchema>;

const counts = <K extends z.ZodType>(key: K) => z.array(z.object({ value: key, count: z.int() }));

/** How many images each value would show, the other kinds of the filter applied. Values without any image are left out. */
export const imageFacetsSchema = z.object({
  sources: counts(z.string()),
  labels: counts(labelStateSchema),
  states: counts(reviewStateSchema),
  disagreements: counts(disagreementSchema),
  flags: counts(qualityFlagSchema),
  roles: counts(imageRoleSchema),
  /** `name@version` of the model the disagreements speak of; null: none has looked at any of these images. */
  model: z.string().nullable(),
  /** `name v<n>` of the newest dataset version, whose roles are counted; null: none. */
  dataset: z.string().nullable(),
  /** First and last day of any image, `YYYY-MM-DD`. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});
export type ImageFacets = z.infer<typeof imageFacetsSchema>;

/** Histogram of one measure. `outliers`: how many of each bin are far outside the rest of their source. */
export const measureDistributionSchema = z.object({
  from: z.number(),
  to: z.number(),
  counts: z.array(z.int()),
  outliers: z.array(z.int()),
  median: z.number().nullable(),
  lowOutliers: z.int(),
  highOutliers: z.int(),
});
export type MeasureDistribution = z.infer<typeof measureDistributionSchema>;

export const imageDistributionsSchema = z.object({
  images: z.int(),
  mean: measureDistributionSchema,
  contrast: measureDistributionSchema,
  sharpness: measureDistributionSchema,
  clippedOutliers: z.int(),
  /** Sizes of pictures, the most frequent first. */
  sizes: z.array(z.object({ widthPx: z.int(), heightPx: z.int(), count: z.int() })),
  boxes: z.object({
    count: z.int(),
    /** Largest width and height of any box, source pixels: the plot's range. */
    maxWidthPx: z.number(),
    maxHeightPx: z.number(),
    /** Every outlier and a sample of the others. */
    points: z.array(
      z.object({ imageId: z.string(), widthPx: z.number(), heightPx: z.number(), isOutlier: z.boolean() }),
    ),
    sizeOutliers: z.int(),
    /** Box centres over the picture, row by row. */
    columns: z.int(),
    rows: z.int(),
    centres: z.array(z.int()),
    /** Centres far outside, as shares of width and height. */
    placePoints: z.array(z.object({ imageId: z.string(), x: z.number(), y: z.number() })),
    placeOutliers: z.int(),
  }),
});
export type ImageDistributions = z.infer<typeof imageDistributionsSchema>;

/** Everything known of one image and where each piece comes from. */
export const imageDetailSchema = z.object({
  card: imageCardSchema,
  source: z.string(),
  format: z.string(),
  bytes: z.int(),
  pixelSha256: z.string(),
  storage: z.enum(['copy', 'reference']),
  /** Where the raw file lies, absolute, and whether it is there. */
  filePath: z.string(),
  isFileThere: z.boolean(),
  capturedFrom: z.string().nullable(),
  block: z.string(),
  measures: z.object({ mean: z.number(), contrast: z.number(), sharpness: z.number(), clippedShare: z.number() }),
  attributes: z.record(z.string(), z.string()),
  import: z.object({ id: z.int(), folder: z.string(), startedAt: z.string() }),
  importedAt: z.string(),
  /** Every place this picture was imported from. */
  locations: z.array(z.object({ folder: z.string(), path: z.string() })),
  preparations: z.array(z.object({ hash: z.string(), sentence: z.string(), widthPx: z.int(), heightPx: z.int() })),
  /** Other images that show the same pixels. */
  duplicates: z.array(z.object({ id: z.string(), path: z.string() })),
  labels: z.array(annotationRevisionSchema),
  reviews: z.array(
    z.object({
      revision: z.int(),
      state: z.string(),
      reviewer: z.string(),
      reviewedAt: z.string(),
      comment: z.string(),
    }),
  ),
  datasets: z.array(
    z.object({ name: z.string(), version: z.int(), role: roleSchema, block: z.string(), revision: z.int() }),
  ),
  evaluations: z.array(
    z.object({
      id: z.int(),
      model: z.string(),
      modelVersion: z.int(),
      dataset: z.string(),
      datasetVersion: z.int(),
      role: roleSchema,
      createdAt: z.string(),
      score: z.number().nullable(),
      threshold: z.number(),
      verdict: z.string().nullable(),
    }),
  ),
});
export type ImageDetail = z.infer<typeof imageDetailSchema>;

export const images = {
  /** In the order of their paths. */
  list: procedure
    .input(z.object({ limit: z.int().min(1).max(1000).default(100), offset: z.int().min(0).default(0) }))
    .output(z.object({ total: z.int(), images: z.array(imageSummarySchema) })),
  /** The order as blocks with their counts: enough to lay out a grid of any length. */
  layout: procedure.input(view).output(imageLayoutSchema),
  /** A window of the same order. */
  page: procedure
    .input(view.extend({ offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.array(imageCardSchema)),
  /** Ids of a window of the same order, for a selection. */
  ids: procedure
    .input(view.extend({ offset: z.int().min(0), limit: z.int().min(1).max(1_000_000) }))
    .output(z.array(z.string())),
  /** Place of an image in the order, and its neighbours; `position` null: it does not pass the filter. */
  place: procedure
    .input(view.extend({ imageId: z.string() }))
    .output(z.object({ position: z.int().nullable(), previous: z.string().nullable(), next: z.string().nullable() })),
  facets: procedure.input(z.object({ filter: imageFilterSchema.prefault({}) })).output(imageFacetsSchema),
  distributions: procedure.input(z.object({ filter: imageFilterSchema.prefault({}) })).output(imageDistributionsSchema),
  get: procedure.input(z.object({ imageId: z.string() })).output(imageDetailSchema),
  /** The images of a filter as a table (CSV, UTF-8): what the list of the screen would show. */
  table: procedure.input(view).output(z.object({ csv: z.string(), images: z.int() })),
};
