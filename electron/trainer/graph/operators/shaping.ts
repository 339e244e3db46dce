import type { Graph } from '../graph.ts';
import { type Dimension, type Shape, sizeOf, type Value } from '../value.ts';

/** Operators that move elements without changing them. */
export function shaping(graph: Graph) {
  const indices = (values: readonly number[]) => graph.constant(values, [values.length], 'int64');
  const like = (x: Value, shape: Shape) => [{ elementType: x.elementType, shape }];

  return {
    reshape(x: Value, shape: readonly number[]): Value {
      if (x.shape.every((size) => typeof size === 'number') && sizeOf(x.shape as readonly number[]) !== sizeOf(shape))
        throw new Error(`[${x.shape}] cannot be reshaped to [${shape}].`);
      return graph.node('Reshape', [x, indices(shape)], like(x, shape))[0]!;
    },

    transpose(x: Value, permutation: readonly number[]): Value {
      const shape = permutation.map((axis) => x.shape[axis]!);
      return graph.node('Transpose', [x], like(x, shape), { perm: permutation })[0]!;
    },

    concat(values: readonly Value[], axis: number): Value {
      const total = values.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
      return graph.node('Concat', values, like(values[0]!, withSize(values[0]!.shape, axis, total)), { axis })[0]!;
    },

    split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
      const outputs = sizes.map((size) => like(x, withSize(x.shape, axis, size))[0]!);
      return graph.node('Split', [x, indices(sizes)], outputs, { axis });
    },

    /** Elements `start` to `end` (exclusive) along one axis. */
    slice(x: Value, axis: number, start: number, end: number): Value {
      const inputs = [x, indices([start]), indices([end]), indices([axis])];
      return graph.node('Slice', inputs, like(x, withSize(x.shape, axis, end - start)))[0]!;
    },

    /** The last two axes, read backwards. */
    reverseLastTwo(x: Value): Value {
      const axes = [x.shape.length - 2, x.shape.length - 1];
      // An end far below zero is how ONNX says "to the first element included" for a step of -1.
      const inputs = [x, indices([-1, -1]), indices([-1000, -1000]), indices(axes), indices([-1, -1])];
      return graph.node('Slice', inputs, like(x, x.shape))[0]!;
    },

    expand(x: Value, shape: readonly number[]): Value {
      return graph.node('Expand', [x, indices(shape)], like(x, shape))[0]!;
    },

    /** 0, 1, ... to one less than the (possibly free) size of `x` along `axis`, with ones around it: shape [1, size, 1]. */
    indexAlong(x: Value, axis: number): Value {
      const size = x.shape[axis]!;
      const shape = graph.node('Shape', [x], [{ elementType: 'int64', shape: [x.shape.length] }])[0]!;
      const count = graph.node('Gather', [shape, graph.constant([axis], [], 'int64')], [scalarIndex], { axis: 0 })[0]!;
      const [zero, one] = [graph.constant([0], [], 'int64'), graph.constant([1], [], 'int64')];
      const range = graph.node('Range', [zero, count, one], [{ elementType: 'int64', shape: [size] }])[0]!;
      const output = { elementType: 'int64', shape: [1, size, 1] } as const;
      return graph.node('Unsqueeze', [range, indices([0, 2])], [output])[0]!;
    },
  };
}

const scalarIndex = { elementType: 'int64', shape: [] } as const;

function withSize(shape: Shape, axis: number, size: Dimension): Shape {
  return shape.with(axis, size);
}
