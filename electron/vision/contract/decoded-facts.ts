import { z } from 'zod';
import { sizeSchema } from '../../../shared/domain/size.ts';

export const imageFormatSchema = z.enum(['png', 'jpeg', 'tiff', 'bmp', 'pgm']);
export type ImageFormat = z.infer<typeof imageFormatSchema>;

/** What is known of a file once it has been decoded, without its pixels. */
export const decodedFactsSchema = z.object({
  /** From the first bytes, never from the name. */
  format: imageFormatSchema,
  /** Size of the upright image: EXIF orientation applied. */
  size: sizeSchema,
  /** EXIF orientation 1..8 as stored in the file; 1 is upright already. */
  orientation: z.int().min(1).max(8),
  /** Local time of the exposure from EXIF, ISO 8601, with its offset where the file gives one: `2026-03-01T14:05:09+01:00`. */
  captureTime: z.string().nullable(),
  /** Sentences about things that were accepted and are worth knowing: a wrong extension, a second picture left aside. */
  warnings: z.array(z.string()),
});
export type DecodedFacts = z.infer<typeof decodedFactsSchema>;
