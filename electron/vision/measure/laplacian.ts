import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { laplacianModuleBase64 } from './laplacian-module.ts';

export type LaplacianMoments = { readonly sum: number; readonly squares: number };

/** In the vector code the squares of a row add up in 32-bit lanes: 1,032 steps of eight columns at most. */
const widestRowPx = 8192;
const vectorPx = 8;
const pageBytes = 65536;

/**
 * Sum and sum of squares of the Laplacian (4-neighbour kernel 0 1 0 / 1 -4 1 / 0 1 0, as `cv2.Laplacian` with ksize 1), the border
 * mirrored without repeating the edge pixel (BORDER_REFLECT_101). Exact integers. Five million pixels are most of an import's work
 * beside decoding, so the interior goes through 128-bit vectors
 * (`laplacian.wat`, a tenth of the time); the edges, and images wider than its sums allow, through the scalar code.
 */
export function laplacianMoments(image: GreyImage): LaplacianMoments {
  const { widthPx } = image;
  const columns = widthPx > widestRowPx ? 0 : Math.max(0, (widthPx - 2) & -vectorPx);
  if (columns === 0) return scalarMoments(image, 0, widthPx);
  const interior = vectorMoments(image, columns);
  const left = scalarMoments(image, 0, 1);
  const right = scalarMoments(image, columns + 1, widthPx);
  return {
    sum: interior.sum + left.sum + right.sum,
    squares: interior.squares + left.squares + right.squares,
  };
}

/** Columns 1 to `columns`, a multiple of eight. */
function vectorMoments({ widthPx, heightPx, data }: GreyImage, columns: number): LaplacianMoments {
  const { memory, measure, sum, squares } = vectorCode();
  const missing = Math.ceil(data.length / pageBytes) - memory.buffer.byteLength / pageBytes;
  if (missing > 0) memory.grow(missing);
  new Uint8Array(memory.buffer).set(data);
  measure(widthPx, heightPx, columns);
  return { sum: sum.value, squares: squares.value };
}

type VectorCode = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly measure: (widthPx: number, heightPx: number, columns: number) => void;
  readonly sum: { readonly value: number };
  readonly squares: { readonly value: number };
};

/** Part of every JavaScript runtime; the typings come with those of the browser only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

let loaded: VectorCode | null = null;

function vectorCode(): VectorCode {
  loaded ??= new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(laplacianModuleBase64, 'base64')))
    .exports as VectorCode;
  return loaded;
}

/** Columns `from` up to and without `to`. */
export function scalarMoments(image: GreyImage, from: number, to: number): LaplacianMoments {
  const { widthPx, heightPx, data } = image;
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    const above = mirrored(y - 1, heightPx) * widthPx;
    const below = mirrored(y + 1, heightPx) * widthPx;
    for (let x = from; x < to; x++) {
      const across = data[row + mirrored(x - 1, widthPx)] + data[row + mirrored(x + 1, widthPx)];
      const value = across + data[above + x] + data[below + x] - 4 * data[row + x];
      sum += value;
      squares += value * value;
    }
  }
  return { sum, squares };
}

function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  if (index < 0) return -index;
  return index >= length ? 2 * length - 2 - index : index;
}
