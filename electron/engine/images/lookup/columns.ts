import { labelStateSchema, reviewStateSchema } from '../../../../shared/contract/images.ts';

export const labelStates = labelStateSchema.options;
export const reviewStates = reviewStateSchema.options;

/** Values that few images share, each once, known by its number. */
export class Names {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.list.length);
    this.list.push(name);
    return this.list.length - 1;
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}

/** `noRole` and `noView` in the columns below. */
export const none = 255;

/**
 * What a grid of images filters, sorts and counts by, column by column: some 60 bytes an image. An image's position is the order in which
 * it came in and never changes, since images are never removed. Boxes: five numbers each (class, corners in source pixels).
 */
export type Columns = {
  rowId: Int32Array;
  source: Uint16Array;
  block: Int32Array;
  size: Uint16Array;
  /** Milliseconds of the wall-clock time read as if it were UTC; NaN where unknown. */
  captured: Float64Array;
  label: Uint8Array;
  review: Uint8Array;
  importId: Int32Array;
  mean: Float32Array;
  contrast: Float32Array;
  sharpness: Float32Array;
  clipped: Float32Array;
  isDuplicate: Uint8Array;
  /** Bits in the order of `qualityFlagSchema`. */
  flags: Uint16Array;
  role: Uint8Array;
  /** Highest score the newest model gave; NaN where it has not looked. */
  score: Float32Array;
  disagreement: Uint8Array;
  boxes: (Float32Array | null)[];
};

export function emptyColumns(): Columns {
  return {
    rowId: new Int32Array(),
    source: new Uint16Array(),
    block: new Int32Array(),
    size: new Uint16Array(),
    captured: new Float64Array(),
    label: new Uint8Array(),
    review: new Uint8Array(),
    importId: new Int32Array(),
    mean: new Float32Array(),
    contrast: new Float32Array(),
    sharpness: new Float32Array(),
    clipped: new Float32Array(),
    isDuplicate: new Uint8Array(),
    flags: new Uint16Array(),
    role: new Uint8Array(),
    score: new Float32Array(),
    disagreement: new Uint8Array(),
    boxes: [],
  };
}

/** Room for `count` images; grows by halves, so that a hundred thousand single imports copy little. */
export function makeRoom(columns: Columns, count: number): void {
  if (count <= columns.rowId.length) return;
  const capacity = Math.max(count, Math.ceil(columns.rowId.length * 1.5), 1024);
  const grown = <T extends { set(from: T): void }>(make: new (length: number) => T, old: T): T => {
    const next = new make(capacity);
    next.set(old);
    return next;
  };
  columns.rowId = grown(Int32Array, columns.rowId);
  columns.source = grown(Uint16Array, columns.source);
  columns.block = grown(Int32Array, columns.block);
  columns.size = grown(Uint16Array, columns.size);
  columns.captured = grown(Float64Array, columns.captured);
  columns.label = grown(Uint8Array, columns.label);
  columns.review = grown(Uint8Array, columns.review);
  columns.importId = grown(Int32Array, columns.importId);
  columns.mean = grown(Float32Array, columns.mean);
  columns.contrast = grown(Float32Array, columns.contrast);
  columns.sharpness = grown(Float32Array, columns.sharpness);
  columns.clipped = grown(Float32Array, columns.clipped);
  columns.isDuplicate = grown(Uint8Array, columns.isDuplicate);
  columns.flags = grown(Uint16Array, columns.flags);
  const known = columns.role.length;
  columns.role = grown(Uint8Array, columns.role).fill(none, known);
  columns.score = grown(Float32Array, columns.score).fill(Number.NaN, known);
  columns.disagreement = grown(Uint8Array, columns.disagreement).fill(none, known);
}
