import {
  attributeType,
  dataType,
  encodeModel,
  type OnnxAttribute,
  type OnnxNode,
  type OnnxStringEntry,
  type OnnxValueInfo,
} from '../../../shared/formats/onnx/index.ts';
import type { Attributes, Graph, GraphNode } from './graph.ts';
import type { Value } from './value.ts';

/** Operators of the runtime that are not part of the ONNX standard (`FusedMatMul`). */
export const runtimeDomain = 'com.microsoft';

export type ModelText = {
  readonly name: string;
  readonly producerName?: string;
  readonly producerVersion?: string;
  readonly metadata?: readonly OnnxStringEntry[];
};

/**
 * The bytes of an ONNX model (opset 17) that computes `outputs`, given by name; nodes and constants that no output needs are left
 * out, declared inputs stay.
 */
export function onnxModel(graph: Graph, outputs: Readonly<Record<string, Value>>, text: ModelText): Uint8Array {
  const named = Object.entries(outputs);
  const { nodes, used } = neededNodes(
    graph,
    named.map(([, value]) => value),
  );
  const results = named.map(([name, value]): OnnxNode => {
    return { name, opType: 'Identity', input: [value.name], output: [name], attribute: [] };
  });
  const needsRuntimeDomain = nodes.some((node) => node.domain === runtimeDomain);
  return encodeModel({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }, ...(needsRuntimeDomain ? [{ domain: runtimeDomain, version: 1 }] : [])],
    producerName: text.producerName ?? 'plugsight',
    ...(text.producerVersion === undefined ? {} : { producerVersion: text.producerVersion }),
    metadataProps: text.metadata ?? [],
    functions: [],
    graph: {
      name: text.name,
      node: [...nodes.map((node) => onnxNode(node, used)), ...results],
      initializer: graph.constants.filter(({ name }) => used.has(name!)),
      sparseInitializer: [],
      input: graph.inputs.map((value) => valueInfo(value.name, value)),
      output: named.map(([name, value]) => valueInfo(name, value)),
      valueInfo: [],
    },
  });
}

/** Nodes on a way to one of `outputs`, in order, and the names of all values on such a way. */
function neededNodes(graph: Graph, outputs: readonly Value[]) {
  const used = new Set(outputs.map(({ name }) => name));
  const nodes = graph.nodes.toReversed().filter((node) => {
    if (!node.outputs.some(({ name }) => used.has(name))) return false;
    for (const input of node.inputs) if (input !== undefined) used.add(input.name);
    return true;
  });
  return { nodes: nodes.toReversed(), used };
}

function onnxNode(node: GraphNode, used: ReadonlySet<string>): OnnxNode {
  return {
    name: node.name,
    opType: node.opType,
    ...(node.domain === '' ? {} : { domain: node.domain }),
    input: node.inputs.map((input) => input?.name ?? ''),
    output: neededOutputs(node, used).map(({ name }) => name),
    attribute: onnxAttributes(node.attributes),
  };
}

/** Without indices, which are its one optional output, `MaxPool` is a faster kernel. */
function neededOutputs({ opType, outputs }: GraphNode, used: ReadonlySet<string>): readonly Value[] {
  return opType === 'MaxPool' && !used.has(outputs[1]!.name) ? outputs.slice(0, 1) : outputs;
}

/** Attributes that are floating-point in the standard; all other numbers are integers. */
const floatAttributes = new Set(['epsilon', 'momentum', 'alpha', 'beta']);

function onnxAttributes(attributes: Attributes): OnnxAttribute[] {
  const empty = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string')
      return { ...empty, name, type: attributeType.string, s: new TextEncoder().encode(value) };
    if (typeof value !== 'number') return { ...empty, name, type: attributeType.ints, ints: value };
    if (floatAttributes.has(name)) return { ...empty, name, type: attributeType.float, f: value };
    return { ...empty, name, type: attributeType.int, i: value };
  });
}

function valueInfo(name: string, { elementType, shape }: Value): OnnxValueInfo {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: dataType[elementType], shape: { dim } } } };
}
