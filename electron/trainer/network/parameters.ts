import { type Graph, operators, type Value } from '../graph/index.ts';
import { elementCount, flatLength } from './layout.ts';
import type { TensorLayout } from './types.ts';

/** Declares a flat vector as an input of the graph and cuts it into its tensors, by name. */
export function flatInput(graph: Graph, name: string, layout: TensorLayout) {
  const ops = operators(graph);
  const flat = graph.input(name, 'float32', [flatLength(layout)]);
  const parts = ops.split(
    flat,
    layout.map(({ shape }) => elementCount(shape)),
    0,
  );
  const tensors = new Map(
    layout.map((tensor, index): [string, Value] => {
      const part = parts[index]!;
      return [tensor.name, tensor.shape.length === 1 ? part : ops.reshape(part, tensor.shape)];
    }),
  );
  return { flat, tensors };
}

export function named(tensors: ReadonlyMap<string, Value>, name: string): Value {
  const value = tensors.get(name);
  if (value === undefined) throw new Error(`The network has no tensor ${name}.`);
  return value;
}
