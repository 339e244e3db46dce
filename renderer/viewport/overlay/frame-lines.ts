import type { Rectangle } from './tag-place.ts';

/**
 * One of the three lines under and over each other: how far it begins before the box's edge and how wide it is, CSS pixels, and how much longer
 * its dashes are than the coloured ones at each end.
 */
export type Line = { readonly before: number; readonly width: number; readonly longer: number };

export const fullLines = {
  dark: { before: 3, width: 6, longer: 1.5 },
  light: { before: 2, width: 4, longer: 0.5 },
  colour: { before: 1, width: 2, longer: 0 },
} satisfies Record<string, Line>;
export const thinLines = {
  dark: { before: 1, width: 3, longer: 1 },
  light: { before: 1, width: 2, longer: 0.5 },
  colour: { before: 0, width: 1, longer: 0 },
} satisfies Record<string, Line>;

/** A dash and its gap together, about; each edge has a whole number of them, so that every corner lies in a dash. */
const periodPx = 18;
const dashShare = 11 / 18;

/** Part of an axis in pixels of the screen; `low` and `high`: what of it is seen. */
export type Span = { readonly start: number; readonly end: number; readonly low: number; readonly high: number };

/**
 * Pieces of an edge along one axis, from which a line reaches `before` and `after` beyond the corners: all of it, or its dashes, as far as
 * they are seen. Pixels of the screen.
 */
export function pieces(
  { start, end, low, high }: Span,
  reach: { readonly before: number; readonly after: number },
  dashes: { readonly longerPx: number; readonly pixelRatio: number } | null,
): [from: number, to: number][] {
  const [first, last] = [start - reach.before, end + reach.after];
  if (dashes === null) {
    const piece: [number, number] = [Math.max(low, first), Math.min(high, last)];
    return piece[1] > piece[0] ? [piece] : [];
  }
  const count = Math.max(1, Math.round((end - start) / (periodPx * dashes.pixelRatio)));
  const period = Math.max(1, (end - start) / count);
  const half = (period * dashShare) / 2 + dashes.longerPx;
  const found: [number, number][] = [];
  const from = Math.max(0, Math.ceil((low - half - start) / period));
  const to = Math.min(count, Math.floor((high + half - start) / period));
  for (let dash = from; dash <= to; dash++) {
    const middle = start + dash * period;
    found.push([
      dash === 0 ? first : Math.max(first, Math.round(middle - half)),
      dash === count ? last : Math.min(last, Math.round(middle + half)),
    ]);
  }
  return found;
}

/** Further than any line reaches beyond its box, CSS pixels. */
export const reachPx = 8;

export function isSeen(box: Rectangle, inside: Rectangle): boolean {
  return (
    box.right > inside.left - reachPx &&
    box.left < inside.right + reachPx &&
    box.bottom > inside.top - reachPx &&
    box.top < inside.bottom + reachPx
  );
}
