import { z } from 'zod';
import { labelledBoxSchema } from '../../../shared/domain/box.ts';
import { preparationSchema } from '../../../shared/domain/preparation.ts';
import { problemSchema } from '../../../shared/domain/problem.ts';
import { sizeSchema } from '../../../shared/domain/size.ts';

const pictureSchema = z.object({ path: z.string(), sourceSize: sizeSchema, boxes: z.array(labelledBoxSchema) });

/** `picture` and `others` as in a training job (`path`: prepared, not yet equalised); `others` are what a mosaic takes. */
export const previewRequestSchema = z.object({
  picture: pictureSchema,
  others: z.array(pictureSchema),
  preparation: preparationSchema,
  /** Resolved, as `parseParams` answers them; checked again by the program. */
  params: z.unknown(),
  /** Which epoch's draws: other numbers, other pictures. */
  epoch: z.int().nonnegative(),
  /** Pictures that show everything at once. */
  together: z.int().min(1).max(12),
});
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const previewKindSchema = z.enum(['as-it-is', 'shift', 'brightness', 'rotate', 'zoom', 'together']);
export type PreviewKind = z.infer<typeof previewKindSchema>;

/** What happened to the picture alone, for the words under it. Shares of the picture's width and height; degrees clockwise. */
export const drawnSchema = z.object({
  shiftX: z.number(),
  shiftY: z.number(),
  degrees: z.number(),
  scale: z.number(),
  gain: z.number(),
});

export const previewTileSchema = z.object({
  kind: previewKindSchema,
  /** What the network gets, as a grey PNG in base64. */
  png: z.string(),
  /** In pixels of that picture. */
  boxes: z.array(labelledBoxSchema),
  /** Boxes of the label that are not there any more: under a tenth of their area was left. */
  droppedBoxes: z.int().nonnegative(),
  /** Null where several things happened. */
  drawn: drawnSchema.nullable(),
});
export type PreviewTile = z.infer<typeof previewTileSchema>;

export const previewSchema = z.object({ network: sizeSchema, tiles: z.array(previewTileSchema) });
export type Preview = z.infer<typeof previewSchema>;

/** What the program sends: one answer for each request, by its id. */
export const previewAnswerSchema = z.object({
  id: z.int(),
  answer: z.union([z.object({ value: previewSchema }), z.object({ problem: problemSchema })]),
});
