import { decodeModel, type OnnxNode, tensorNumbers } from '../../../shared/formats/onnx/index.ts';
import { kernels } from './kernels.ts';
import { size, type Tensor, tensor } from './tensor.ts';

export type NodeAttributes = {
  number(name: string, fallback: number): number;
  numbers(name: string, fallback: readonly number[]): readonly number[];
};

/**
 * Runs an ONNX model in double precision, operator by operator, straight from the standard's text: the reference that graphs and
 * gradients are proven against. `held` values replace what the graph would compute; with `wanted` only what that output needs is run.
 * Returns every value by name.
 */
export function interpret(
  bytes: Uint8Array,
  inputs: Readonly<Record<string, Tensor>>,
  { held = new Map(), wanted }: { readonly held?: ReadonlyMap<string, Tensor>; readonly wanted?: string } = {},
): ReadonlyMap<string, Tensor> {
  const model = decodeModel(bytes);
  if (!model.ok) throw new Error(model.problem.sentence);
  const { graph } = model.value;
  const values = new Map<string, Tensor>(Object.entries(inputs));
  for (const initializer of graph.initializer)
    values.set(initializer.name!, tensor(initializer.dims, tensorNumbers(initializer)!));

  for (const node of wanted === undefined ? graph.node : nodesFor(wanted, graph.node)) {
    const kernel = kernels[node.opType];
    if (kernel === undefined) throw new Error(`The interpreter does not know ${node.opType}.`);
    const results = kernel(
      node.input.map((name) => {
        if (name !== '' && !values.has(name)) throw new Error(`${node.name} needs ${name}, which has no value.`);
        return values.get(name)!;
      }),
      attributesOf(node),
    );
    results.forEach((result, index) => {
      const name = node.output[index];
      if (name === undefined) return;
      if (result.data.length !== size(result.shape)) throw new Error(`${node.name} made a tensor of the wrong size.`);
      values.set(name, held.get(name) ?? result);
    });
  }
  return values;
}

function nodesFor(output: string, nodes: readonly OnnxNode[]): readonly OnnxNode[] {
  const needed = new Set([output]);
  return nodes
    .toReversed()
    .filter((node) => {
      const isNeeded = node.output.some((name) => needed.has(name));
      if (isNeeded) for (const name of node.input) needed.add(name);
      return isNeeded;
    })
    .toReversed();
}

function attributesOf(node: OnnxNode): NodeAttributes {
  const find = (name: string) => node.attribute.find((attribute) => attribute.name === name);
  return {
    number: (name, fallback) => find(name)?.i ?? find(name)?.f ?? fallback,
    numbers: (name, fallback) => find(name)?.ints ?? fallback,
  };
}
