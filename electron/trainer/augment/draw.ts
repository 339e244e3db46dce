import type { Random } from '../../../shared/domain/random.ts';
import type { Size } from '../../../shared/domain/size.ts';
import type { Augment } from '../../../shared/formats/augment-schema.ts';
import { type Affine, aboutCentre, followedBy, identity, rotation, scaling, translation } from './affine.ts';

/** What happens to one picture in one epoch. */
export type DrawnAugmentation = {
  /** From the picture as it is to the augmented one. */
  readonly transform: Affine;
  /** Factor of every grey level, before equalisation. */
  readonly gain: number;
};

export const unchanged: DrawnAugmentation = { transform: identity, gain: 1 };

export type AugmentationLimits = Omit<Augment, 'brightness'> & {
  readonly brightness: { readonly min: number; readonly max: number };
};

/**
 * Draws flips, rotation, zoom, shift and gain, in that order, for a picture of `size`. The same numbers are taken from `random`
 * whatever is switched on, so that switching one augmentation off leaves the draws of the others as they were.
 */
export function drawAugmentation(limits: AugmentationLimits, size: Size, random: Random): DrawnAugmentation {
  const draws = Array.from({ length: 12 }, random);
  const [chance, mirrored, upsideDown, angle, zoomed, zoomX, zoomY, shiftX, sideX, shiftY, sideY, gain] = draws as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (chance >= limits.probability) return unchanged;
  const { widthPx, heightPx } = size;
  const steps = [
    aboutCentre(scaling(mirrored < limits.fliplr ? -1 : 1, upsideDown < limits.flipud ? -1 : 1), size),
    aboutCentre(rotation(between(-limits.rotate, limits.rotate, angle)), size),
    zoom(limits.zoom, size, zoomed, zoomX, zoomY),
    shift(limits.shift_x, widthPx, shiftX, sideX),
    swapAxes(shift(limits.shift_y, heightPx, shiftY, sideY)),
  ];
  return {
    transform: steps.reduce(followedBy, identity),
    gain: between(limits.brightness.min, limits.brightness.max, gain),
  };
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** `keep-aspect`: about the middle; `original`: a window of that share of both sides, at a random place, enlarged to the whole. */
function zoom({ min, max, variant }: Augment['zoom'], size: Size, share: number, x: number, y: number): Affine {
  const inView = between(min, max, share);
  const scale = scaling(1 / inView, 1 / inView);
  if (variant === 'keep-aspect') return aboutCentre(scale, size);
  const corner = translation(-x * (1 - inView) * size.widthPx, -y * (1 - inView) * size.heightPx);
  return followedBy(corner, scale);
}

/** Along x. `keep-aspect`: moved to either side; `original`: a strip cut off one side, the rest stretched over the whole. */
function shift({ max, variant }: Augment['shift_x'], lengthPx: number, share: number, side: number): Affine {
  if (variant === 'keep-aspect') return translation((side < 0.5 ? -1 : 1) * share * max * lengthPx, 0);
  const cut = share * max;
  const stretch = scaling(1 / (1 - cut), 1);
  return side < 0.5 ? followedBy(translation(-cut * lengthPx, 0), stretch) : stretch;
}

function swapAxes({ xx, x0 }: Affine): Affine {
  return { ...identity, yy: xx, y0: x0 };
}
