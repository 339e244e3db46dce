import { fixedShape, sizeOf, type Value } from '../value.ts';
import { type MultipleRule, type Rule, unbroadcast } from './rule.ts';

export const shapingRules: Readonly<Record<string, Rule>> = {
  Reshape: (g, [x], { ops }) => [ops.reshape(g, fixedShape(x!))],
  Transpose: (g, _, { ops, operation }) => {
    const permutation = operation.attributes.perm as readonly number[];
    return [
      ops.transpose(
        g,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ];
  },
  Concat: (g, inputs, { ops, operation }) => {
    const axis = operation.attributes.axis as number;
    return ops.split(
      g,
      inputs.map((input) => fixedShape(input)[axis]!),
      axis,
    );
  },
  Expand: (g, [x], { ops }) => [unbroadcast(ops, g, x!.shape)],
  ReduceSum: (g, [x], { ops }) => [ops.expand(g, fixedShape(x!))],
  MatMul: (g, [a, b], { ops }) => [
    unbroadcast(ops, ops.matMul(g, b!, { transposeB: true }), a!.shape),
    unbroadcast(ops, ops.matMul(a!, g, { transposeA: true }), b!.shape),
  ],
};

export const multipleShapingRules: Readonly<Record<string, MultipleRule>> = {
  Split: (gradients, _, { ops, operation, graph }) => {
    const zeros = (like: Value) => {
      const shape = fixedShape(like);
      return graph.constant(new Float32Array(sizeOf(shape)), shape);
    };
    const parts = operation.outputs.map((output, index) => gradients[index] ?? zeros(output));
    return [ops.concat(parts, operation.attributes.axis as number)];
  },
};
