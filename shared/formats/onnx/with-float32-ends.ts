import { dataType, type OnnxAttribute, type OnnxModel, type OnnxNode, type OnnxValueInfo } from './types.ts';

/** Added to the name of an input or output that was float16. */
export const float32Suffix = '.float32';

/**
 * The same model with float32 where its inputs and outputs are float16: a Cast before and behind, the graph between untouched. Done
 * because the Node binding of onnxruntime 1.30 cannot pass halves where the language has `Float16Array` ("not enough space").
 */
export function withFloat32Ends(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const halfInputs = graph.input.filter(isHalf);
  const halfOutputs = graph.output.filter(isHalf);
  if (halfInputs.length + halfOutputs.length === 0) return model;
  const before = halfInputs.map(({ name }) => cast(name + float32Suffix, name, dataType.float16));
  const behind = halfOutputs.map(({ name }) => cast(name, name + float32Suffix, dataType.float32));
  return {
    ...model,
    graph: {
      ...graph,
      node: [...before, ...graph.node, ...behind],
      input: graph.input.map(asFloat32),
      output: graph.output.map(asFloat32),
    },
  };
}

function isHalf({ type }: OnnxValueInfo): boolean {
  return type?.tensorType?.elemType === dataType.float16;
}

function asFloat32(value: OnnxValueInfo): OnnxValueInfo {
  if (!isHalf(value)) return value;
  const tensorType = { ...value.type?.tensorType, elemType: dataType.float32 };
  return { ...value, name: value.name + float32Suffix, type: { ...value.type, tensorType } };
}

function cast(input: string, output: string, to: number): OnnxNode {
  const attribute: OnnxAttribute = {
    name: 'to',
    type: 2,
    i: to,
    floats: [],
    ints: [],
    strings: [],
    tensors: [],
    graphs: [],
  };
  return { opType: 'Cast', name: `cast.${output}`, input: [input], output: [output], attribute: [attribute] };
}
