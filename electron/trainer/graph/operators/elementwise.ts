import type { Graph } from '../graph.ts';
import { broadcastShape, type ElementType, type Value } from '../value.ts';

/** A value, or a number that becomes a constant. */
export type Operand = Value | number;

/** Operators that work element by element, with numpy's broadcasting. Names and meanings are those of ONNX. */
export function elementwise(graph: Graph) {
  const value = (operand: Operand): Value => (typeof operand === 'number' ? graph.constant([operand], []) : operand);

  const unary = (opType: string) => (x: Value) => graph.node(opType, [x], [x])[0]!;

  const binary = (opType: string, elementType?: ElementType) => (a: Operand, b: Operand) => {
    const [one, other] = [value(a), value(b)];
    const shape = broadcastShape(one.shape, other.shape);
    return graph.node(opType, [one, other], [{ elementType: elementType ?? one.elementType, shape }])[0]!;
  };

  return {
    neg: unary('Neg'),
    exp: unary('Exp'),
    log: unary('Log'),
    abs: unary('Abs'),
    sqrt: unary('Sqrt'),
    reciprocal: unary('Reciprocal'),
    sigmoid: unary('Sigmoid'),
    relu: unary('Relu'),
    atan: unary('Atan'),
    add: binary('Add'),
    sub: binary('Sub'),
    mul: binary('Mul'),
    div: binary('Div'),
    min: binary('Min'),
    max: binary('Max'),
    less: binary('Less', 'bool'),
    greater: binary('Greater', 'bool'),
    greaterOrEqual: binary('GreaterOrEqual', 'bool'),
    equal: binary('Equal', 'bool'),
    and: binary('And', 'bool'),

    /** `yes` where `condition` holds, else `no`. */
    where(condition: Value, yes: Operand, no: Operand): Value {
      const [one, other] = [value(yes), value(no)];
      const shape = broadcastShape(condition.shape, broadcastShape(one.shape, other.shape));
      return graph.node('Where', [condition, one, other], [{ elementType: one.elementType, shape }])[0]!;
    },

    /** 1 where `condition` holds, else 0. */
    toFloat(condition: Value): Value {
      return graph.node('Cast', [condition], [{ elementType: 'float32', shape: condition.shape }], { to: 1 })[0]!;
    },
  };
}
