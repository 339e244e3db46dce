import type { Graph, Operation } from '../graph.ts';
import type { Operators } from '../operators/index.ts';
import { type Shape, sameShape, type Value } from '../value.ts';

export type RuleContext = { readonly graph: Graph; readonly ops: Operators; readonly operation: Operation };

/**
 * From the gradient at an operation's output to the gradients at its inputs, in their order; undefined where there is none. Written with
 * the same operators as the forward graph. Operations with several outputs have a `MultipleRule`.
 */
export type Rule = (gradient: Value, inputs: readonly Value[], context: RuleContext) => readonly (Value | undefined)[];

/** The same with one gradient per output, undefined where nothing depends on that output. */
export type MultipleRule = (
  gradients: readonly (Value | undefined)[],
  inputs: readonly Value[],
  context: RuleContext,
) => readonly (Value | undefined)[];

/** Sums a gradient over the axes along which an operand was broadcast, so that it has the operand's shape again. */
export function unbroadcast(ops: Operators, gradient: Value, shape: Shape): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const extra = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((size, axis) => {
    return axis < extra || (shape[axis - extra] === 1 && size !== 1) ? [axis] : [];
  });
  const summed = axes.length === 0 ? gradient : ops.reduceSum(gradient, axes);
  return extra === 0 ? summed : ops.reshape(summed, shape as readonly number[]);
}
