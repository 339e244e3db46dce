import { z } from 'zod';
import { verdictSchema } from '../domain/evaluation.ts';

/**
 * The public inference API of a station: paths and the upload as in the original case, answers with fields that say what they are.
 * The OpenAPI document is made of these schemas (`inference-openapi.ts`), and the station answers through them.
 */
export const inferencePaths = {
  healthcheck: '/healthcheck',
  predict: '/predict/image',
  openapi: '/openapi.json',
} as const;

/** Name of the multipart field that holds the picture. */
export const uploadField = 'file';

export const answerModeSchema = z.enum(['verdict', 'original']);
export type AnswerMode = z.infer<typeof answerModeSchema>;

export const predictQuerySchema = z.object({
  answer: answerModeSchema.optional().meta({
    description: 'Form of the answer; the station was started with a default, "verdict" unless told otherwise.',
  }),
});

const modelIdentitySchema = z.object({
  name: z.string(),
  version: z.int(),
  sha256: z.string().meta({ description: 'SHA-256 of the ONNX network, hexadecimal.' }),
});

const answeredBoxSchema = z
  .object({
    class: z.string(),
    confidence: z.number().min(0).max(1),
    x_min_px: z.number(),
    y_min_px: z.number(),
    x_max_px: z.number(),
    y_max_px: z.number(),
  })
  .meta({ description: 'Corners in pixels of the uploaded picture, upright, counted from its left upper corner.' });

export const verdictAnswerSchema = z.object({
  verdict: verdictSchema,
  reason: z.string().nullable().meta({ description: 'Why the verdict is not PRESENT.' }),
  score: z.number().meta({
    description: 'Highest confidence of a box of the target class in the region of interest; 0 without one.',
  }),
  threshold: z.number().meta({ description: 'PRESENT needs a score strictly above it (float32).' }),
  boxes: z.array(answeredBoxSchema).meta({ description: 'Boxes above the threshold, descending by confidence.' }),
  image: z.object({ width_px: z.int(), height_px: z.int() }),
  model: modelIdentitySchema,
  timings_ms: z.object({
    wait: z.number(),
    decode: z.number(),
    prepare: z.number(),
    network: z.number(),
    post: z.number(),
    total: z.number(),
  }),
});
export type VerdictAnswer = z.infer<typeof verdictAnswerSchema>;

export const originalAnswerSchema = z
  .object({
    x_center: z.number(),
    y_center: z.number(),
    width: z.number(),
    height: z.number(),
    confidence: z.number(),
  })
  .meta({
    description:
      'As the first implementation answered, names included: x_center, y_center, width and height are in fact x_min, y_min, x_max and y_max in pixels of the picture scaled to 306x256, two decimals, of the box with the highest confidence above 0.25; five zeros when nothing is found.',
  });
export type OriginalAnswer = z.infer<typeof originalAnswerSchema>;

export const healthAnswerSchema = z.object({ status: z.literal('up'), model: modelIdentitySchema });
export type HealthAnswer = z.infer<typeof healthAnswerSchema>;

/** RFC 9457. `detail` is a sentence for people; `code` one of the program's closed list, for machines. */
export const problemDetailsSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
});
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;
export const problemMediaType = 'application/problem+json';
