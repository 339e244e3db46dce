import { z } from 'zod';
import { decimal, section } from './params-fields.ts';

/**
 * `augment` of `params.yaml`: what is drawn at random for every training picture, on the resized, not yet equalised image. Each
 * entry may be written short (`shift_x: 0.2`), as `original` (what the original case did to its pictures), or as the mapping that is
 * stored with the run.
 *
 * Our variant `keep-aspect` moves or scales the picture as a camera would, the uncovered part filled with 114. `original`:
 * shift cuts a strip of up to `max` off one side and stretches the rest over the whole picture; zoom cuts a window of `min` to `max`
 * of both sides at a random place and enlarges it.
 */
const variant = z.enum(['keep-aspect', 'original'], { error: 'keep-aspect or original' });

const shiftText = '0 (off) to 0.9, the largest shift as a share of the picture, or "original"';
function shift(originalMax: number) {
  const mapping = z.strictObject({
    max: decimal(0, 0.9, ', a share of the picture'),
    variant: variant.default('keep-aspect'),
  });
  return z.union(
    [
      mapping,
      decimal(0, 0.9).transform((max) => ({ max, variant: 'keep-aspect' as const })),
      z.literal('original').transform(() => ({ max: originalMax, variant: 'original' as const })),
    ],
    { error: shiftText },
  );
}

const zoomText =
  'two numbers [smallest, largest] from 0.2 to 3, the share of the picture that stays in view (0.8 enlarges, 1.2 makes it smaller), 0 (off) or "original"';
const zoom = z.union(
  [
    z
      .strictObject({ min: decimal(0.2, 3), max: decimal(0.2, 3), variant: variant.default('keep-aspect') })
      .refine(ascending)
      .refine(({ max, variant }) => variant === 'keep-aspect' || max <= 1),
    z
      .tuple([decimal(0.2, 3), decimal(0.2, 3)])
      .transform(range)
      .refine(ascending)
      .transform(keepingAspect),
    z.literal(0).transform(() => ({ min: 1, max: 1, variant: 'keep-aspect' as const })),
    z.literal('original').transform(() => ({ min: 0.8, max: 1, variant: 'original' as const })),
  ],
  { error: zoomText },
);

const brightnessText =
  'two gains [smallest, largest] from 0.1 to 5, one number from 0 (off) to 0.9 (0.3 means gains 0.7 to 1.3), or "original" (3 to 3.5 before equalisation)';
const brightness = z.union(
  [
    z
      .strictObject({
        min: decimal(0.1, 5),
        max: decimal(0.1, 5),
        variant: z.enum(['gain', 'original']).default('gain'),
      })
      .refine(ascending),
    z
      .tuple([decimal(0.1, 5), decimal(0.1, 5)])
      .transform(range)
      .refine(ascending)
      .transform((gains) => ({ ...gains, variant: 'gain' as const })),
    decimal(0, 0.9).transform((half) => ({ min: rounded(1 - half), max: rounded(1 + half), variant: 'gain' as const })),
    z.literal('original').transform(() => ({ min: 3, max: 3.5, variant: 'original' as const })),
  ],
  { error: brightnessText },
);

const rotate = z.union([decimal(0, 45), z.literal('original').transform(() => 8)], {
  error: '0 (off) to 45, the largest angle in degrees to either side, or "original" (8)',
});

const chance = (what: string) =>
  decimal(0, 1, `, the share of training pictures that are ${what} (0 is off, 1 is every picture)`);

export const augmentSchema = section({
  shift_x: shift(0.4).default({ max: 0.1, variant: 'keep-aspect' }),
  shift_y: shift(0.4).default({ max: 0.1, variant: 'keep-aspect' }),
  brightness: brightness.default({ min: 0.7, max: 1.3, variant: 'gain' }),
  rotate: rotate.default(0),
  zoom: zoom.default({ min: 0.8, max: 1.2, variant: 'keep-aspect' }),
  fliplr: chance('mirrored left to right').default(0),
  flipud: chance('mirrored top to bottom').default(0),
  mosaic: chance('made of four').default(0),
  /** The original case trained on its pictures and on augmented copies of them, so half; ours are mild and always on. */
  probability: chance('augmented at all').default(1),
});
export type Augment = z.output<typeof augmentSchema>;

/**
 * Limits of the gain for a preparation. The original's 3 to 3.5 only makes sense before histogram equalisation: an image that is
 * already prepared (`fit: 'none'`) takes 0.7 to 1.3 instead.
 */
export function brightnessGain(
  brightness: Augment['brightness'],
  fit: 'stretch' | 'letterbox' | 'none',
): { readonly min: number; readonly max: number } {
  if (brightness.variant === 'original' && fit === 'none') return { min: 0.7, max: 1.3 };
  return { min: brightness.min, max: brightness.max };
}

function range([min, max]: [number, number]) {
  return { min, max };
}

function ascending({ min, max }: { min: number; max: number }): boolean {
  return min <= max;
}

function keepingAspect({ min, max }: { min: number; max: number }) {
  return { min, max, variant: 'keep-aspect' as const };
}

function rounded(value: number): number {
  return Number(value.toFixed(6));
}
