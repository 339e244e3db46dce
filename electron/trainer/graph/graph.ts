import type { OnnxTensor } from '../../../shared/formats/onnx/index.ts';
import { float32Tensor, int64Tensor } from '../../../shared/formats/onnx/index.ts';
import { type ElementType, type Shape, sizeOf, type Value } from './value.ts';

export type Attributes = Readonly<Record<string, number | string | readonly number[]>>;

/** A node of the ONNX graph; an undefined input is left out. */
export type GraphNode = {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
};

/**
 * A step of the computation that has a gradient rule: most often one node, sometimes several that are differentiated as one
 * (`saved` is what the rule wants to see of them again).
 */
export type Operation = {
  readonly kind: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
  readonly saved: Readonly<Record<string, Value>>;
};

type OutputType = { readonly elementType: ElementType; readonly shape: Shape };

/** A graph under construction. Operations are built with `operators(graph)`; `onnxModel` turns the result into bytes. */
export type Graph = {
  input(name: string, elementType: ElementType, shape: Shape): Value;
  /** Equal constants become one, up to 128 KiB. */
  constant(
    values: readonly number[] | Float32Array,
    shape: readonly number[],
    elementType?: 'float32' | 'int64',
  ): Value;
  /** Adds one node, which is also one operation of the same kind. */
  node(
    opType: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly OutputType[],
    attributes?: Attributes,
    domain?: string,
  ): readonly Value[];
  /** Records what `build` adds as one operation with a gradient rule of its own. */
  composite(
    kind: string,
    inputs: readonly Value[],
    build: () => { readonly output: Value; readonly saved?: Readonly<Record<string, Value>> },
    attributes?: Attributes,
  ): Value;
  /** What `build` adds counts as constant for every gradient. */
  withoutGradient<T>(build: () => T): T;
  /** The value under a name of its own and constant for every gradient; tests hold it still by that name. */
  held(name: string, value: Value): Value;
  /** Nodes that `build` adds are named `<name>.<operator>.<number>`; profiles are read by it. */
  section<T>(name: string, build: () => T): T;
  readonly inputs: readonly Value[];
  readonly constants: readonly OnnxTensor[];
  readonly nodes: readonly GraphNode[];
  readonly operations: readonly Operation[];
};

/** Comparing larger constants (kernels) costs more than it saves: they are all different. */
const largestShared = 2 ** 17;

export function createGraph(): Graph {
  const inputs: Value[] = [];
  const constants: OnnxTensor[] = [];
  const constantByContent = new Map<string, Value>();
  const nodes: GraphNode[] = [];
  const operations: Operation[] = [];
  let sectionName = 'graph';
  let recording = true;

  function during<T>(setting: { readonly record: boolean }, build: () => T): T {
    const before = recording;
    recording = setting.record;
    try {
      return build();
    } finally {
      recording = before;
    }
  }

  function record(operation: Operation): void {
    if (recording) operations.push(operation);
  }

  const graph: Graph = {
    inputs,
    constants,
    nodes,
    operations,

    input(name, elementType, shape) {
      const value = { name, elementType, shape };
      inputs.push(value);
      return value;
    },

    constant(values, shape, elementType = 'float32') {
      if (values.length !== sizeOf(shape))
        throw new Error(`${values.length} values do not fill a constant [${shape}].`);
      const name = `constant.${constants.length}`;
      const tensor =
        elementType === 'float32'
          ? float32Tensor(name, shape, values instanceof Float32Array ? values : Float32Array.from(values))
          : int64Tensor(name, shape, [...values]);
      const isSmall = tensor.rawData!.length <= largestShared;
      const content = isSmall ? `${elementType} ${shape} ${contentKey(tensor.rawData!)}` : name;
      const known = constantByContent.get(content);
      if (known !== undefined) return known;
      constants.push(tensor);
      const value = { name, elementType, shape };
      constantByContent.set(content, value);
      return value;
    },

    node(opType, nodeInputs, outputTypes, attributes = {}, domain = '') {
      const name = `${sectionName}.${opType}.${nodes.length}`;
      const outputs = outputTypes.map(({ elementType, shape }, index) => {
        return { name: index === 0 ? name : `${name}:${index}`, elementType, shape };
      });
      nodes.push({ name, opType, domain, inputs: nodeInputs, outputs, attributes });
      record({ kind: opType, inputs: nodeInputs, outputs, attributes, saved: {} });
      return outputs;
    },

    composite(kind, operationInputs, build, attributes = {}) {
      const { output, saved = {} } = during({ record: false }, build);
      record({ kind, inputs: operationInputs, outputs: [output], attributes, saved });
      return output;
    },

    withoutGradient(build) {
      return during({ record: false }, build);
    },

    held(name, value) {
      const output = { ...value, name };
      nodes.push({
        name,
        opType: 'Identity',
        domain: '',
        inputs: [value],
        outputs: [output],
        attributes: {},
      });
      return output;
    },

    section(name, build) {
      const before = sectionName;
      sectionName = name;
      try {
        return build();
      } finally {
        sectionName = before;
      }
    },
  };
  return graph;
}

/** Text that is equal for equal bytes and for no others. */
function contentKey(bytes: Uint8Array): string {
  let key = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    key += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return key;
}
