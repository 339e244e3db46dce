import type { Graph } from '../graph.ts';
import { runtimeDomain } from '../onnx-model.ts';
import { broadcastShape, type Shape, type Value } from '../value.ts';

/** Sums, maxima, choices and matrix products. Reduced axes stay, with size 1. */
export function reductions(graph: Graph) {
  const reduced = (shape: Shape, axes: readonly number[]) =>
    shape.map((size, axis) => (axes.includes(axis) ? 1 : size));

  return {
    reduceSum(x: Value, axes: readonly number[]): Value {
      const output = { elementType: x.elementType, shape: reduced(x.shape, axes) };
      return graph.node('ReduceSum', [x, graph.constant(axes, [axes.length], 'int64')], [output], { keepdims: 1 })[0]!;
    },

    reduceMax(x: Value, axis: number): Value {
      const output = { elementType: x.elementType, shape: reduced(x.shape, [axis]) };
      return graph.node('ReduceMax', [x], [output], { axes: [axis], keepdims: 1 })[0]!;
    },

    /** Index of the greatest element along an axis, the lowest of several equal ones. */
    argMax(x: Value, axis: number): Value {
      const output = { elementType: 'int64', shape: reduced(x.shape, [axis]) } as const;
      return graph.node('ArgMax', [x], [output], { axis, keepdims: 1 })[0]!;
    },

    /** The `count` greatest elements along an axis, greatest first. */
    topValues(x: Value, count: number, axis: number): Value {
      const shape = x.shape.with(axis, count);
      const outputs = [
        { elementType: x.elementType, shape },
        { elementType: 'int64', shape },
      ] as const;
      return graph.node('TopK', [x, graph.constant([count], [1], 'int64')], outputs, { axis })[0]!;
    },

    /** Matrix product of the last two axes, the others broadcast; either operand may be taken transposed. */
    matMul(a: Value, b: Value, { transposeA = false, transposeB = false } = {}): Value {
      const [rows, inner] = lastTwo(a.shape, transposeA);
      const [innerB, columns] = lastTwo(b.shape, transposeB);
      if (inner !== innerB) throw new Error(`[${a.shape}] and [${b.shape}] cannot be multiplied as matrices.`);
      const shape = [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
      const output = [{ elementType: a.elementType, shape }];
      if (!transposeA && !transposeB) return graph.node('MatMul', [a, b], output)[0]!;
      const attributes = { transA: Number(transposeA), transB: Number(transposeB) };
      return graph.node('FusedMatMul', [a, b], output, attributes, runtimeDomain)[0]!;
    },
  };
}

function lastTwo(shape: Shape, transposed: boolean) {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}
