import type { Preparation } from '../domain/preparation.ts';

/**
 * Preparations people know by a name. `default` is the product's own for 2448x2050 pictures, `original` the original case's: the kernel is all that
 * differs. `none` takes the pictures as they are.
 */
export const namedPreparations = {
  default: { size: { widthPx: 306, heightPx: 256 }, fit: 'stretch', kernel: 'area', equalise: true, mask: [] },
  original: {
    size: { widthPx: 306, heightPx: 256 },
    fit: 'stretch',
    kernel: 'opencv-linear',
    equalise: true,
    mask: [],
  },
  none: { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] },
} as const satisfies Readonly<Record<string, Preparation>>;
