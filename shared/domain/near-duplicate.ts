import type { Box } from './box.ts';
import type { GreyImage } from './grey-image.ts';

/** Largest displacement in pixels, to each side, that registration makes good. */
const reachPx = 3;
const tilePx = 8;

/**
 * How unlike two pictures of one camera are, in grey levels: over the region of interest, after moving one against the other by
 * whole pixels to the best fit, the root mean square difference of the tile (8x8) that differs most. The worst tile and not the mean,
 * so that a plug in a large, otherwise equal picture still makes them different.
 *
 * @param region in pixels of the images, which have the same size; null for the whole image
 * @param limit differences of at least this need not be known: the answer is then the difference or infinity, whichever is found sooner
 */
export function registeredDifference(
  a: GreyImage,
  b: GreyImage,
  region: Box | null,
  limit = Number.POSITIVE_INFINITY,
): number {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx) {
    throw new Error('Only images of the same size can be registered.');
  }
  const area = inside(region ?? { xMin: 0, yMin: 0, xMax: a.widthPx, yMax: a.heightPx }, a);
  let best = { mean: limit * limit, dx: 0, dy: 0, found: false };
  for (const [dx, dy] of displacements) {
    const mean = meanSquare(a, b, shrunk(area, dx, dy, a), dx, dy, best.mean);
    if (mean < best.mean) best = { mean, dx, dy, found: true };
  }
  if (!best.found) return Number.POSITIVE_INFINITY;
  return worstTile(a, b, shrunk(area, best.dx, best.dy, a), best.dx, best.dy);
}

/**
 * The camera's noise floor for `registeredDifference`: the largest difference between consecutive pictures of a scene in which
 * nothing moves. Null for fewer than two pictures.
 */
export function noiseFloor(still: readonly GreyImage[], region: Box | null): number | null {
  if (still.length < 2) return null;
  return Math.max(...still.slice(1).map((image, index) => registeredDifference(still[index]!, image, region)));
}

/** Largest ratio of the worst of a picture's tiles to their root mean square, for white noise in tiles of 64 pixels and some thousand of them. */
const worstTileFactor = 1.3;

/**
 * The noise floor of one picture where nobody has recorded a still scene: its noise by Immerkaer's estimator (the mean response to the
 * difference of two Laplacians, which flat areas and straight edges do not touch), times the square root of two for a difference of
 * two pictures, times what the worst tile may exceed the mean by. [Immerkaer 1996, Fast Noise Variance Estimation]
 */
export function estimatedNoiseFloor({ widthPx, heightPx, data }: GreyImage): number {
  if (widthPx < 3 || heightPx < 3) return 0;
  let sum = 0;
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const at = y * widthPx + x;
      const corners = data[at - widthPx - 1] + data[at - widthPx + 1] + data[at + widthPx - 1] + data[at + widthPx + 1];
      const sides = data[at - widthPx] + data[at - 1] + data[at + 1] + data[at + widthPx];
      sum += Math.abs(corners - 2 * sides + 4 * data[at]);
    }
  }
  const sigma = (Math.sqrt(Math.PI / 2) * sum) / (6 * (widthPx - 2) * (heightPx - 2));
  return worstTileFactor * Math.SQRT2 * sigma;
}

export type NearDuplicate = { readonly imageId: string; readonly of: string; readonly difference: number };

/**
 * Images of one block that show the same as an earlier one of it: registered difference below the noise floor. Each image is compared
 * with the images kept so far and never with one that was itself found to be a near-duplicate, so a slow change does not chain a whole
 * shift together.
 *
 * @param block images of one block in time order; the caller never passes images of two blocks
 * @param lookBack with how many of the kept images before it each is compared, the latest first
 */
export function nearDuplicates(
  block: readonly { readonly imageId: string; readonly image: GreyImage }[],
  noiseFloor: number,
  region: Box | null,
  lookBack = Number.POSITIVE_INFINITY,
): NearDuplicate[] {
  const kept: { readonly imageId: string; readonly image: GreyImage }[] = [];
  const found: NearDuplicate[] = [];
  for (const candidate of block) {
    let closest: NearDuplicate | null = null;
    for (const earlier of kept.slice(-lookBack)) {
      if (!sameSize(earlier.image, candidate.image)) continue;
      const difference = registeredDifference(earlier.image, candidate.image, region, noiseFloor);
      if (difference < noiseFloor && (closest === null || difference < closest.difference)) {
        closest = { imageId: candidate.imageId, of: earlier.imageId, difference };
      }
    }
    if (closest === null) kept.push(candidate);
    else found.push(closest);
  }
  return found;
}

/** Nearest first, so that of equal fits the smallest displacement wins. */
const displacements: readonly (readonly [number, number])[] = Array.from(
  { length: (2 * reachPx + 1) ** 2 },
  (_, index) => {
    const side = 2 * reachPx + 1;
    return [(index % side) - reachPx, Math.floor(index / side) - reachPx] as const;
  },
).sort(([ax, ay], [bx, by]) => ax * ax + ay * ay - bx * bx - by * by);

type Area = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function inside(region: Box, { widthPx, heightPx }: GreyImage): Area {
  return {
    left: Math.max(0, Math.floor(region.xMin)),
    top: Math.max(0, Math.floor(region.yMin)),
    right: Math.min(widthPx, Math.ceil(region.xMax)),
    bottom: Math.min(heightPx, Math.ceil(region.yMax)),
  };
}

/** The part of the area that has a counterpart at this displacement. */
function shrunk(area: Area, dx: number, dy: number, { widthPx, heightPx }: GreyImage): Area {
  return {
    left: Math.max(area.left, -dx),
    top: Math.max(area.top, -dy),
    right: Math.min(area.right, widthPx - dx),
    bottom: Math.min(area.bottom, heightPx - dy),
  };
}

/** Mean square difference, or infinity as soon as it cannot be below `limit` any more. */
function meanSquare(
  a: GreyImage,
  b: GreyImage,
  area: Area,
  dx: number,
  dy: number,
  limit = Number.POSITIVE_INFINITY,
): number {
  const count = Math.max(0, area.right - area.left) * Math.max(0, area.bottom - area.top);
  if (count === 0) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let y = area.top; y < area.bottom; y++) {
    const rowA = y * a.widthPx;
    const rowB = (y + dy) * b.widthPx + dx;
    for (let x = area.left; x < area.right; x++) {
      const difference = a.data[rowA + x]! - b.data[rowB + x]!;
      sum += difference * difference;
    }
    if (sum >= limit * count) return Number.POSITIVE_INFINITY;
  }
  return sum / count;
}

function worstTile(a: GreyImage, b: GreyImage, area: Area, dx: number, dy: number): number {
  let worst = 0;
  for (let top = area.top; top < area.bottom; top += tilePx) {
    for (let left = area.left; left < area.right; left += tilePx) {
      const tile = {
        left,
        top,
        right: Math.min(left + tilePx, area.right),
        bottom: Math.min(top + tilePx, area.bottom),
      };
      worst = Math.max(worst, meanSquare(a, b, tile, dx, dy));
    }
  }
  return Math.sqrt(worst);
}

function sameSize(a: GreyImage, b: GreyImage): boolean {
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}
