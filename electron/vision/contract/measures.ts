import { z } from 'zod';

/** Figures of the upright grey image, before masking and resizing. */
export const imageMeasuresSchema = z.object({
  /** Mean grey level, 0..255. */
  mean: z.number(),
  /** Standard deviation of the grey levels (of the whole population, as numpy's `std`). */
  contrast: z.number(),
  /** Variance of the Laplacian, as `cv2.Laplacian(image, CV_64F).var()`: larger is sharper. */
  sharpness: z.number(),
  /** Share of pixels at 0 or 255, 0..1. */
  clippedShare: z.number().min(0).max(1),
  /** Number of pixels at each of the 256 levels. */
  histogram: z.array(z.int().nonnegative()).length(256),
});
export type ImageMeasures = z.infer<typeof imageMeasuresSchema>;
