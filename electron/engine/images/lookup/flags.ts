import {
  clippedShareLimit,
  type Fences,
  outerFences,
  type QualityFlag,
  qualityFlagSchema,
} from '../../../../shared/domain/image-quality.ts';
import type { Columns } from './columns.ts';
import type { Known } from './read-rows.ts';

export const qualityFlags = qualityFlagSchema.options;
export const flagBit = Object.fromEntries(qualityFlags.map((flag, at) => [flag, 1 << at])) as Record<
  QualityFlag,
  number
>;
const boxBits = flagBit['box-size'] | flagBit['box-place'];

/** What is usual for the pictures of each source, by number of the source. */
type SourceFences = {
  readonly mean: Fences;
  readonly contrast: Fences;
  readonly sharpness: Fences;
  /** Number of its most frequent size. */
  readonly size: number;
};

/** What is usual for the boxes of one class in the pictures of one source: width and height in source pixels, centre as a share of the picture. */
type ClassFences = { readonly width: Fences; readonly height: Fences; readonly x: Fences; readonly y: Fences };

/** Fences are measured again when this share of what they were measured on has come or gone; until then newcomers are held against them. */
const shareToMeasureAgain = 0.01;

/** Sets the flags of images, against fences of all of them. */
export class Flags {
  readonly #known: Known;
  #sources: SourceFences[] = [];
  /** By `boxKey`. */
  #classes = new Map<number, ClassFences>();
  #measuredImages = 0;
  #measuredBoxes = 0;

  constructor(known: Known) {
    this.#known = known;
  }

  /** After images came in or labels changed at `positions`. */
  update(positions: readonly number[]): void {
    const { columns, count } = this.#known;
    const boxCount = columns.boxes.reduce(
      (sum, boxes) => sum + (boxes === null || boxes === undefined ? 0 : boxes.length / 5),
      0,
    );
    const isStale = (now: number, then: number) => Math.abs(now - then) > then * shareToMeasureAgain;
    const all = isStale(count, this.#measuredImages) || isStale(boxCount, this.#measuredBoxes);
    if (all) {
      this.#sources = this.#known.sources.list.map((_, source) => measureSource(columns, count, source));
      this.#classes = measureClasses(this.#known);
      this.#measuredImages = count;
      this.#measuredBoxes = boxCount;
      for (let at = 0; at < count; at++) columns.flags[at] = this.#flagsAt(at);
    } else for (const at of positions) columns.flags[at] = this.#flagsAt(at);
  }

  #flagsAt(at: number): number {
    const { columns } = this.#known;
    const usual = this.#sources[columns.source[at]];
    let bits = columns.isDuplicate[at] ? flagBit.duplicate : 0;
    if (columns.clipped[at] >= clippedShareLimit) bits |= flagBit.clipped;
    if (usual !== undefined) {
      if (columns.mean[at] < usual.mean.low) bits |= flagBit.dark;
      if (columns.mean[at] > usual.mean.high) bits |= flagBit.bright;
      if (columns.contrast[at] < usual.contrast.low) bits |= flagBit['low-contrast'];
      if (columns.sharpness[at] < usual.sharpness.low) bits |= flagBit.blurred;
      if (columns.size[at] !== usual.size) bits |= flagBit['other-size'];
    }
    const boxes = columns.boxes[at];
    for (let box = 0; boxes && box < boxes.length; box += 5) bits |= this.boxFlags(at, box);
    return bits;
  }

  /** Flags of one box of an image, as bits; `from` is its offset in the image's row of boxes. */
  boxFlags(at: number, from: number): number {
    const boxes = this.#known.columns.boxes[at];
    const usual = boxes ? this.#classes.get(boxKey(this.#known, at, boxes[from])) : undefined;
    if (!boxes || usual === undefined) return 0;
    const { width, height, x, y } = boxShape(this.#known, at, from);
    const isOut = (value: number, { low, high }: Fences) => value < low || value > high;
    return (
      (isOut(width, usual.width) || isOut(height, usual.height) ? flagBit['box-size'] : 0) |
      (isOut(x, usual.x) || isOut(y, usual.y) ? flagBit['box-place'] : 0)
    );
  }

  /** Whether a value of a measure lies below or above what is usual for its source. */
  side(at: number, measure: 'mean' | 'contrast' | 'sharpness'): -1 | 0 | 1 {
    const usual = this.#sources[this.#known.columns.source[at]];
    if (usual === undefined) return 0;
    const value = this.#known.columns[measure][at];
    return value < usual[measure].low ? -1 : value > usual[measure].high ? 1 : 0;
  }
}

export function namesOfFlags(bits: number): QualityFlag[] {
  return bits === 0 ? [] : qualityFlags.filter((flag) => bits & flagBit[flag]);
}

export const isBoxFlag = (bits: number): boolean => (bits & boxBits) !== 0;

/** Width and height in source pixels, centre as shares of the picture. */
export function boxShape({ columns, sizes }: Known, at: number, from: number) {
  const boxes = columns.boxes[at] ?? new Float32Array(5);
  const [pictureWidth, pictureHeight] = sizeOf(sizes.list[columns.size[at]]);
  return {
    width: boxes[from + 3] - boxes[from + 1],
    height: boxes[from + 4] - boxes[from + 2],
    x: (boxes[from + 1] + boxes[from + 3]) / 2 / pictureWidth,
    y: (boxes[from + 2] + boxes[from + 4]) / 2 / pictureHeight,
  };
}

const parsedSizes = new Map<string, readonly [number, number]>();

export function sizeOf(name: string): readonly [number, number] {
  let size = parsedSizes.get(name);
  if (size === undefined) {
    const [width, height] = name.split('x').map(Number);
    size = [width, height];
    parsedSizes.set(name, size);
  }
  return size;
}

function measureSource(columns: Columns, count: number, source: number): SourceFences {
  const positions: number[] = [];
  const sizeCounts = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    if (columns.source[at] !== source) continue;
    positions.push(at);
    sizeCounts.set(columns.size[at], (sizeCounts.get(columns.size[at]) ?? 0) + 1);
  }
  const fences = (values: Float32Array) => outerFences(Float32Array.from(positions, (at) => values[at]).sort());
  const [size] = [...sizeCounts].sort((a, b) => b[1] - a[1])[0] ?? [0];
  return {
    mean: fences(columns.mean),
    contrast: fences(columns.contrast),
    sharpness: fences(columns.sharpness),
    size,
  };
}

/** A class in a source: another camera sees the same object at another place. */
function boxKey({ columns }: Known, at: number, classIndex: number): number {
  return columns.source[at] * 65_536 + classIndex;
}

function measureClasses(known: Known): Map<number, ClassFences> {
  const values = new Map<number, { width: number[]; height: number[]; x: number[]; y: number[] }>();
  known.columns.boxes.forEach((boxes, at) => {
    for (let from = 0; boxes && from < boxes.length; from += 5) {
      const shape = boxShape(known, at, from);
      const key = boxKey(known, at, boxes[from]);
      const list = values.get(key) ?? { width: [], height: [], x: [], y: [] };
      values.set(key, list);
      list.width.push(shape.width);
      list.height.push(shape.height);
      list.x.push(shape.x);
      list.y.push(shape.y);
    }
  });
  const fences = (list: readonly number[]) => outerFences(Float64Array.from(list).sort());
  return new Map(
    [...values].map(([key, { width, height, x, y }]) => [
      key,
      { width: fences(width), height: fences(height), x: fences(x), y: fences(y) },
    ]),
  );
}
