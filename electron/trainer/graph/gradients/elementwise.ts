import type { Value } from '../value.ts';
import { type Rule, unbroadcast } from './rule.ts';

/** A binary rule whose two gradients are brought back to the shapes of the operands. */
function broadcasting(rule: (...parts: Parameters<Rule>) => readonly [Value, Value]): Rule {
  return (gradient, inputs, context) =>
    rule(gradient, inputs, context).map((part, index) => unbroadcast(context.ops, part, inputs[index]!.shape));
}

/** y of the operation, for derivatives that are shorter in terms of the result. */
const result = (context: Parameters<Rule>[2]) => context.operation.outputs[0]!;

export const elementwiseRules: Readonly<Record<string, Rule>> = {
  Neg: (g, _, { ops }) => [ops.neg(g)],
  Exp: (g, _, context) => [context.ops.mul(g, result(context))],
  Log: (g, [x], { ops }) => [ops.div(g, x!)],
  Abs: (g, [x], { ops }) => [ops.where(ops.less(x!, 0), ops.neg(g), g)],
  Sqrt: (g, _, context) => [context.ops.div(context.ops.mul(g, 0.5), result(context))],
  Sigmoid: (g, _, context) => {
    const y = result(context);
    return [context.ops.mul(g, context.ops.mul(y, context.ops.sub(1, y)))];
  },
  Relu: (g, [x], { ops }) => [ops.where(ops.greater(x!, 0), g, 0)],
  Atan: (g, [x], { ops }) => [ops.div(g, ops.add(ops.mul(x!, x!), 1))],

  Add: broadcasting((g) => [g, g]),
  Sub: broadcasting((g, _, { ops }) => [g, ops.neg(g)]),
  Mul: broadcasting((g, [a, b], { ops }) => [ops.mul(g, b!), ops.mul(g, a!)]),
  Div: broadcasting((g, [, b], context) => {
    const { ops } = context;
    const quotient = ops.div(g, b!);
    return [quotient, ops.neg(ops.mul(quotient, result(context)))];
  }),
  // Of two equal operands the second counts; a tie has no derivative.
  Min: broadcasting((g, [a, b], { ops }) => choice(ops.less(a!, b!), g, ops)),
  Max: broadcasting((g, [a, b], { ops }) => choice(ops.greater(a!, b!), g, ops)),
  Where: (g, [condition, yes, no], { ops }) => {
    const [forYes, forNo] = choice(condition!, g, ops);
    return [undefined, unbroadcast(ops, forYes, yes!.shape), unbroadcast(ops, forNo, no!.shape)];
  },

  Silu: (g, _, { ops, operation }) => {
    // With gate s: d(x s)/dx = s + x s (1 - s), and x s is the output.
    const gate = operation.saved.gate!;
    return [ops.mul(g, ops.add(gate, ops.mul(operation.outputs[0]!, ops.sub(1, gate))))];
  },
  BinaryCrossEntropy: (g, [, targets], { ops, operation }) => {
    return [ops.mul(g, ops.sub(operation.saved.probability!, targets!)), undefined];
  },
  AspectAngle: (g, [width, height], { ops }) => {
    const perSquare = ops.div(g, ops.add(ops.mul(width!, width!), ops.mul(height!, height!)));
    return [ops.mul(perSquare, height!), ops.neg(ops.mul(perSquare, width!))];
  },
};

function choice(condition: Value, g: Value, ops: Parameters<Rule>[2]['ops']): readonly [Value, Value] {
  return [ops.where(condition, g, 0), ops.where(condition, 0, g)];
}
