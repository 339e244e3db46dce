import { type Random, seededRandom } from '../../../shared/domain/random.ts';

const tileBits = 9;
/** Width and height of a noise tile; it repeats without a seam. */
export const tileSize = 1 << tileBits;
export const tileMask = tileSize - 1;

/** One octave of repeating value noise added to `tile`: random values on a `cells` x `cells` lattice, smoothly interpolated. */
function addOctave(tile: Float32Array, cells: number, weight: number, random: Random): void {
  const lattice = Float32Array.from({ length: cells * cells }, () => 2 * random() - 1);
  const step = cells / tileSize;
  const blend = new Float32Array(tileSize);
  const cell = new Int32Array(tileSize);
  for (let at = 0; at < tileSize; at++) {
    const place = at * step;
    cell[at] = Math.floor(place);
    const part = place - cell[at]!;
    blend[at] = part * part * (3 - 2 * part);
  }
  for (let y = 0; y < tileSize; y++) {
    const above = cell[y]! * cells;
    const below = ((cell[y]! + 1) % cells) * cells;
    const down = blend[y]!;
    for (let x = 0; x < tileSize; x++) {
      const left = cell[x]!;
      const right = (left + 1) % cells;
      const across = blend[x]!;
      const top = lattice[above + left]! + (lattice[above + right]! - lattice[above + left]!) * across;
      const bottom = lattice[below + left]! + (lattice[below + right]! - lattice[below + left]!) * across;
      tile[(y << tileBits) | x]! += weight * (top + (bottom - top) * down);
    }
  }
}

/** Fractal noise of mean about 0 and range about -1..1; `finest` is the number of lattice cells of the last octave (a power of two). */
export function noiseTile(seed: number, coarsest: number, finest: number): Float32Array {
  const tile = new Float32Array(tileSize * tileSize);
  const random = seededRandom(seed);
  let weight = 0.55;
  for (let cells = coarsest; cells <= finest; cells *= 2) {
    addOctave(tile, cells, weight, random);
    weight *= 0.62;
  }
  return tile;
}

/** Standard normal numbers (Box-Muller), drawn once and read from changing places: a sensor's noise at the price of a table. */
export function gaussianTable(seed: number, length: number): Float32Array {
  const random = seededRandom(seed);
  const table = new Float32Array(length);
  for (let at = 0; at < length; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    table[at] = radius * Math.cos(angle);
    table[at + 1] = radius * Math.sin(angle);
  }
  return table;
}

/** Smooth step from 0 at `low` to 1 at `high`. */
export function smoothStep(low: number, high: number, value: number): number {
  const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return part * part * (3 - 2 * part);
}
