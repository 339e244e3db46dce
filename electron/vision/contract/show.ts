import { z } from 'zod';
import { sizeSchema } from '../../../shared/domain/size.ts';
import { bytesSchema } from './bytes.ts';
import { operation } from './operation.ts';

/**
 * A small JPEG of an image as the camera saw it (upright, not equalised, not masked), written whole or not at all; `isKept` false where
 * the disk has no room for it. A picture whose longest side is shorter than asked is not enlarged.
 */
export const thumbnailOperation = operation({
  input: z.object({
    path: z.string().min(1),
    displayName: z.string().min(1).nullable().default(null),
    /** The file stays as a cache: one that was exchanged since its import must not be taken for it. */
    expectedSha256: z.string().length(64).nullable().default(null),
    longestSidePx: z.int().min(16).max(2048),
    /** Null: not kept. */
    outPath: z.string().min(1).nullable(),
  }),
  output: z.object({ bytes: bytesSchema, size: sizeSchema, sourceSize: sizeSchema, isKept: z.boolean() }),
  onCrash: 'retry-once',
  deadlineMs: 30_000,
});

/** The full upright image as an uncompressed 8-bit grey BMP: what a browser shows without changing a level, made in a moment. */
export const bitmapOperation = operation({
  input: z.object({ path: z.string().min(1), displayName: z.string().min(1).nullable().default(null) }),
  output: z.object({ bytes: bytesSchema, size: sizeSchema }),
  onCrash: 'retry-once',
  deadlineMs: 30_000,
});
