import type { INamespace } from 'protobufjs/light.js';

type FieldType = 'string' | 'bytes' | 'float' | 'double' | 'int32' | 'int64' | 'uint64' | Capitalize<string>;
type FieldRule = 'optional' | 'repeated' | 'packed';

/** name: [number, type, rule]. */
type Fields = Readonly<Record<string, readonly [number, FieldType, FieldRule?]>>;

/** In proto2 an empty text is not an absent one, and only what is marked so is packed. */
function message(fields: Fields, oneofs: Record<string, string[]> = {}) {
  const described = Object.entries(fields).map(([name, [id, type, rule = 'optional']]) => {
    const repeated = rule === 'optional' ? {} : { rule: 'repeated', options: { packed: rule === 'packed' } };
    return [name, { id, type, ...repeated }] as const;
  });
  const groups = Object.entries(oneofs).map(([name, oneof]) => [name, { oneof }] as const);
  return { edition: 'proto2', fields: Object.fromEntries(described), oneofs: Object.fromEntries(groups) };
}

/**
 * onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) as data. Enumerations are written as int32, which is the
 * same on the wire and keeps numbers that a newer version of the format adds. Training information and quantization annotations,
 * which no runtime here reads, are left out and skipped when met.
 */
export const onnxDescriptor: INamespace = {
  nested: {
    Model: message({
      irVersion: [1, 'int64'],
      producerName: [2, 'string'],
      producerVersion: [3, 'string'],
      domain: [4, 'string'],
      modelVersion: [5, 'int64'],
      docString: [6, 'string'],
      graph: [7, 'Graph'],
      opsetImport: [8, 'OperatorSet', 'repeated'],
      metadataProps: [14, 'StringEntry', 'repeated'],
      functions: [25, 'Function', 'repeated'],
    }),
    OperatorSet: message({ domain: [1, 'string'], version: [2, 'int64'] }),
    StringEntry: message({ key: [1, 'string'], value: [2, 'string'] }),
    Graph: message({
      node: [1, 'Node', 'repeated'],
      name: [2, 'string'],
      initializer: [5, 'Tensor', 'repeated'],
      docString: [10, 'string'],
      input: [11, 'ValueInfo', 'repeated'],
      output: [12, 'ValueInfo', 'repeated'],
      valueInfo: [13, 'ValueInfo', 'repeated'],
      sparseInitializer: [15, 'SparseTensor', 'repeated'],
    }),
    Node: message({
      input: [1, 'string', 'repeated'],
      output: [2, 'string', 'repeated'],
      name: [3, 'string'],
      opType: [4, 'string'],
      attribute: [5, 'Attribute', 'repeated'],
      docString: [6, 'string'],
      domain: [7, 'string'],
    }),
    Attribute: message({
      name: [1, 'string'],
      f: [2, 'float'],
      i: [3, 'int64'],
      s: [4, 'bytes'],
      t: [5, 'Tensor'],
      g: [6, 'Graph'],
      floats: [7, 'float', 'repeated'],
      ints: [8, 'int64', 'repeated'],
      strings: [9, 'bytes', 'repeated'],
      tensors: [10, 'Tensor', 'repeated'],
      graphs: [11, 'Graph', 'repeated'],
      type: [20, 'int32'],
      refAttrName: [21, 'string'],
    }),
    Tensor: message({
      dims: [1, 'int64', 'repeated'],
      dataType: [2, 'int32'],
      floatData: [4, 'float', 'packed'],
      int32Data: [5, 'int32', 'packed'],
      stringData: [6, 'bytes', 'repeated'],
      int64Data: [7, 'int64', 'packed'],
      name: [8, 'string'],
      rawData: [9, 'bytes'],
      doubleData: [10, 'double', 'packed'],
      uint64Data: [11, 'uint64', 'packed'],
      docString: [12, 'string'],
      externalData: [13, 'StringEntry', 'repeated'],
      dataLocation: [14, 'int32'],
    }),
    SparseTensor: message({ values: [1, 'Tensor'], indices: [2, 'Tensor'], dims: [3, 'int64', 'repeated'] }),
    ValueInfo: message({ name: [1, 'string'], type: [2, 'Type'], docString: [3, 'string'] }),
    Type: message(
      {
        tensorType: [1, 'TensorType'],
        sequenceType: [4, 'SequenceType'],
        mapType: [5, 'MapType'],
        denotation: [6, 'string'],
        optionalType: [9, 'OptionalType'],
      },
      { value: ['tensorType', 'sequenceType', 'mapType', 'optionalType'] },
    ),
    TensorType: message({ elemType: [1, 'int32'], shape: [2, 'Shape'] }),
    SequenceType: message({ elemType: [1, 'Type'] }),
    MapType: message({ keyType: [1, 'int32'], valueType: [2, 'Type'] }),
    OptionalType: message({ elemType: [1, 'Type'] }),
    Shape: message({ dim: [1, 'Dimension', 'repeated'] }),
    Dimension: message(
      { dimValue: [1, 'int64'], dimParam: [2, 'string'], denotation: [3, 'string'] },
      { value: ['dimValue', 'dimParam'] },
    ),
    Function: message({
      name: [1, 'string'],
      input: [4, 'string', 'repeated'],
      output: [5, 'string', 'repeated'],
      attribute: [6, 'string', 'repeated'],
      node: [7, 'Node', 'repeated'],
      docString: [8, 'string'],
      opsetImport: [9, 'OperatorSet', 'repeated'],
      domain: [10, 'string'],
    }),
  },
};
