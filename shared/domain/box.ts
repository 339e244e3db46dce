import { z } from 'zod';

/**
 * Corner form of an axis-parallel rectangle in pixels, the pixel grid starting at 0: a box over the first pixel alone is 0, 0, 1, 1.
 * The three spaces (source image, prepared image, network input) share the shape and never the type, see `SourceBox`.
 */
export type Box = {
  readonly xMin: number;
  readonly yMin: number;
  readonly xMax: number;
  readonly yMax: number;
};

declare const space: unique symbol;

/** A box in pixels of the upright source image; the only form in which labels are stored. */
export type SourceBox = Box & { readonly [space]?: 'source' };
/** A box in pixels of the prepared image (306x256 in the original case). */
export type PreparedBox = Box & { readonly [space]?: 'prepared' };
/** A box in pixels of the network's input (320x256 in the original case). */
export type NetworkBox = Box & { readonly [space]?: 'network' };

export const boxSchema = z.object({ xMin: z.number(), yMin: z.number(), xMax: z.number(), yMax: z.number() });

/** A labelled object: index into the class list and its box in source pixels. */
export type LabelledBox = { readonly classIndex: number; readonly box: SourceBox };
export const labelledBoxSchema = z.object({ classIndex: z.int().nonnegative(), box: boxSchema });

/** A predicted object; `confidence` in 0..1. */
export type Detection = { readonly classIndex: number; readonly confidence: number; readonly box: SourceBox };
export const detectionSchema = labelledBoxSchema.extend({ confidence: z.number().min(0).max(1) });
