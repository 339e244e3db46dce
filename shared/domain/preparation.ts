import { z } from 'zod';
import { boxSchema } from './box.ts';
import { sizeSchema } from './size.ts';

/**
 * How a raw image becomes the prepared one, and the only thing that decides its pixels. Stored with the dataset version and in
 * the exported model, so that training, evaluation and the live station do the same. `mask` lists rectangles in source pixels
 * (a burnt-in clock) filled with 0 before resizing. With `fit: 'none'` the image is taken as it is (`size`, `kernel` unused).
 * `size` is the target for `stretch`; for `letterbox` the box the image is fitted into keeping its aspect, without padding
 * (padding to the network's multiple of 32 happens once, in the letterbox of the network input).
 */
export const preparationSchema = z.object({
  size: sizeSchema.nullable(),
  fit: z.enum(['stretch', 'letterbox', 'none']),
  kernel: z.enum(['area', 'opencv-linear']),
  equalise: z.boolean(),
  mask: z.array(boxSchema).readonly().default([]),
});
export type Preparation = z.infer<typeof preparationSchema>;
