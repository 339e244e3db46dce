export type ElementType = 'float32' | 'int64' | 'bool';

/** A number, or the name of a size that is free until the graph runs. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

/** A handle on a tensor of the graph. Names are unique within a graph. */
export type Value = { readonly name: string; readonly elementType: ElementType; readonly shape: Shape };

/** The shape of a value none of whose sizes is free. */
export function fixedShape(value: Value): readonly number[] {
  return value.shape.map((size) => {
    if (typeof size === 'number') return size;
    throw new Error(`${value.name} has the free size ${size} where a number is needed.`);
  });
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function sameShape(one: Shape, other: Shape): boolean {
  return one.length === other.length && one.every((size, axis) => size === other[axis]);
}

/** Numpy's rule: aligned at the last axis, sizes are equal or one of them is 1. */
export function broadcastShape(one: Shape, other: Shape): Shape {
  const rank = Math.max(one.length, other.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = sizeFromEnd(one, rank - axis);
    const b = sizeFromEnd(other, rank - axis);
    if (a === b || b === 1) return a;
    if (a === 1) return b;
    throw new Error(`Shapes [${one}] and [${other}] do not go together.`);
  });
}

/** The size `fromEnd` axes before the end (1: the last); 1 where the shape has no such axis. */
function sizeFromEnd(shape: Shape, fromEnd: number): Dimension {
  return shape[shape.length - fromEnd] ?? 1;
}
