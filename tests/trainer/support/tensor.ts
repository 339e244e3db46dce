/** A tensor in double precision; integers and booleans are numbers too. */
export type Tensor = { readonly shape: readonly number[]; readonly data: Float64Array };

export function tensor(shape: readonly number[], data: Iterable<number>): Tensor {
  return { shape, data: Float64Array.from(data) };
}

export function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Row-major distance between neighbours along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

export function broadcastShapes(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => Math.max(...shapes.map((s) => s[s.length - rank + axis] ?? 1)));
}

/** For each element of `shape`, in order, the index of the element of `source` that numpy's broadcasting puts there. */
export function broadcastIndices(source: readonly number[], shape: readonly number[]): Int32Array {
  const own = stridesOf(source);
  const steps = shape.map((_, axis) => {
    const at = axis - (shape.length - source.length);
    return at < 0 || source[at] === 1 ? 0 : own[at]!;
  });
  return walk(shape, steps);
}

/** For each index tuple of `shape`, in order, `start` plus the sum of index times step. */
export function walk(shape: readonly number[], steps: readonly number[], start = 0): Int32Array {
  const indices = new Int32Array(size(shape));
  const counter = new Array<number>(shape.length).fill(0);
  let position = start;
  for (let element = 0; element < indices.length; element++) {
    indices[element] = position;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      counter[axis]!++;
      position += steps[axis]!;
      if (counter[axis]! < shape[axis]!) break;
      position -= steps[axis]! * shape[axis]!;
      counter[axis] = 0;
    }
  }
  return indices;
}

/** Elements before, along and after an axis. */
export function around(shape: readonly number[], axis: number): readonly [number, number, number] {
  const at = axis < 0 ? axis + shape.length : axis;
  return [size(shape.slice(0, at)), shape[at]!, size(shape.slice(at + 1))];
}
