import type { Preparation } from '../domain/preparation.ts';

/**
 * Canonical text of a preparation: the same pixels for every source, the same text. Keys in a fixed order, fields that have no
 * effect left at one value, masks sorted (their order has no effect). Hashed, it names the preparation in paths.
 */
export function preparationKey(preparation: Preparation): string {
  const resized = preparation.fit !== 'none' && preparation.size !== null;
  const mask = preparation.mask
    .map(({ xMin, yMin, xMax, yMax }) => [xMin, yMin, xMax, yMax])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  return JSON.stringify({
    version: 1,
    fit: resized ? preparation.fit : 'none',
    size: resized && preparation.size !== null ? [preparation.size.widthPx, preparation.size.heightPx] : null,
    kernel: resized ? preparation.kernel : null,
    equalise: preparation.equalise,
    mask,
  });
}
