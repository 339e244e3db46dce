import type { OutputLayout } from '../domain/model-card.ts';
import { failure, type Result, success } from '../domain/problem.ts';
import type { Size } from '../domain/size.ts';

/** Pixels a grid cell of each of the family's three output levels covers. */
export const strides = [8, 16, 32] as const;

/** Cells of the three grids of a network input: 21 for 32x32, 1680 for 320x256, 8400 for 640x640. */
export function anchorCount({ widthPx, heightPx }: Size): number {
  return strides.reduce((sum, stride) => sum + Math.floor(widthPx / stride) * Math.floor(heightPx / stride), 0);
}

export type OutputDescription = {
  /** Sizes of the output's axes; null where the file leaves one open. */
  readonly dimensions: readonly (number | null)[];
  readonly classCount: number;
  readonly inputSize: Size;
  /** What the metadata says of it, when it says something. */
  readonly endToEnd: boolean | null;
};

/**
 * Decides between `[1, 4+nc, N]` (v8, 11), `[1, N, 6]` (end-to-end: corners, confidence, class) and `[1, N, 5+nc]` (YOLOX: grid cells
 * with objectness) from the number of names and of grid cells, never from "a dimension of 6", which all three can have.
 */
export function chooseOutputLayout(output: OutputDescription): Result<OutputLayout> {
  const { dimensions, classCount, inputSize } = output;
  const [batch, second, third] = dimensions;
  const shape = `[${dimensions.map((size) => size ?? '?').join(', ')}]`;
  if (dimensions.length !== 3 || second === undefined || third === undefined || (batch !== 1 && batch !== null)) {
    return failure(
      'model-unsupported',
      `The output ${shape} is not one of a detector for single pictures: [1, 4+classes, N], [1, N, 6] or [1, N, 5+classes]. Nothing was registered. Export the model as a detector with batch 1.`,
    );
  }
  const anchors = anchorCount(inputSize);
  if (output.endToEnd === true) {
    if (third === 6 || third === null) return success('end-to-end');
    return failure(
      'model-unsupported',
      `The metadata calls the model end-to-end, but its output ${shape} does not have 6 columns. Nothing was registered. Export it again.`,
    );
  }
  const matchesAnchors = (size: number | null) => size === anchors || size === null;
  if (second === 4 + classCount && matchesAnchors(third)) return success('channels-first');
  if (third === 5 + classCount && matchesAnchors(second) && !(third === 6 && second === null)) return success('grid');
  if (third === 6 && second !== anchors) return success('end-to-end');
  return failure('model-unsupported', disagreement(shape, output, anchors));
}

function disagreement(
  shape: string,
  { dimensions, classCount, inputSize }: OutputDescription,
  anchors: number,
): string {
  const names = `${classCount} ${classCount === 1 ? 'name' : 'names'}`;
  const [, second, third] = dimensions;
  const held = third === anchors && second ? second - 4 : second === anchors && third ? third - 5 : null;
  if (held !== null && held > 0) {
    return `The model comes with ${names}, but its output ${shape} holds ${held} ${held === 1 ? 'class' : 'classes'}: the names belong to another model. Nothing was registered. Export it again with its own names.`;
  }
  return `The output ${shape} fits none of the known layouts for ${names} and a network input of ${inputSize.widthPx}x${inputSize.heightPx} (${anchors} cells): [1, ${4 + classCount}, ${anchors}], [1, N, 6] or [1, ${anchors}, ${5 + classCount}]. Nothing was registered. Export the model as a detector for this size.`;
}
