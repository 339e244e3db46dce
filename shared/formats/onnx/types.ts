/**
 * An ONNX model as plain data, field for field what onnx.proto (IR versions 3 to 13) says, in camel case. 64-bit integers are
 * numbers: exact up to 2^53, and the "to the end" marker 2^63 - 1 of Slice survives a round trip.
 */
export type OnnxModel = {
  readonly irVersion: number;
  readonly opsetImport: readonly OnnxOperatorSet[];
  readonly producerName?: string;
  readonly producerVersion?: string;
  readonly domain?: string;
  readonly modelVersion?: number;
  readonly docString?: string;
  readonly graph: OnnxGraph;
  readonly metadataProps: readonly OnnxStringEntry[];
  readonly functions: readonly OnnxFunction[];
};

export type OnnxOperatorSet = { readonly domain?: string; readonly version: number };
export type OnnxStringEntry = { readonly key: string; readonly value: string };

export type OnnxGraph = {
  readonly name?: string;
  /** In an order in which every input is known before it is used. */
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly sparseInitializer: readonly OnnxSparseTensor[];
  readonly input: readonly OnnxValueInfo[];
  readonly output: readonly OnnxValueInfo[];
  readonly valueInfo: readonly OnnxValueInfo[];
  readonly docString?: string;
};

export type OnnxNode = {
  readonly name?: string;
  readonly opType: string;
  readonly domain?: string;
  /** An empty name is an input left out. */
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly OnnxAttribute[];
  readonly docString?: string;
};

/** Numbers of `AttributeProto.AttributeType`. */
export const attributeType = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
} as const;

export type OnnxAttribute = {
  readonly name: string;
  readonly type?: number;
  readonly refAttrName?: string;
  readonly f?: number;
  readonly i?: number;
  /** UTF-8. */
  readonly s?: Uint8Array;
  readonly t?: OnnxTensor;
  readonly g?: OnnxGraph;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly strings: readonly Uint8Array[];
  readonly tensors: readonly OnnxTensor[];
  readonly graphs: readonly OnnxGraph[];
};

/** Numbers of `TensorProto.DataType`. */
export const dataType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;

export type OnnxTensor = {
  readonly name?: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  /** Little-endian, row-major; a view on the decoded bytes, not a copy, and at any alignment. */
  readonly rawData?: Uint8Array;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly stringData: readonly Uint8Array[];
  readonly int64Data: readonly number[];
  readonly doubleData: readonly number[];
  readonly uint64Data: readonly number[];
  readonly externalData: readonly OnnxStringEntry[];
  /** 1: the values lie in another file, which `externalData` names. */
  readonly dataLocation?: number;
};

export type OnnxSparseTensor = {
  readonly values?: OnnxTensor;
  readonly indices?: OnnxTensor;
  readonly dims: readonly number[];
};

export type OnnxValueInfo = { readonly name: string; readonly type?: OnnxType; readonly docString?: string };

export type OnnxType = {
  readonly tensorType?: { readonly elemType: number; readonly shape?: OnnxShape };
  readonly sequenceType?: { readonly elemType?: OnnxType };
  readonly mapType?: { readonly keyType?: number; readonly valueType?: OnnxType };
  readonly optionalType?: { readonly elemType?: OnnxType };
  readonly denotation?: string;
};

export type OnnxShape = { readonly dim: readonly OnnxDimension[] };
/** A number, a name for a free size, or neither when unknown. */
export type OnnxDimension = { readonly dimValue?: number; readonly dimParam?: string; readonly denotation?: string };

export type OnnxFunction = {
  readonly name?: string;
  readonly domain?: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly string[];
  readonly node: readonly OnnxNode[];
  readonly opsetImport: readonly OnnxOperatorSet[];
};
