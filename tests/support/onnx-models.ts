import {
  dataType,
  encodeModel,
  float32Tensor,
  type OnnxModel,
  type OnnxTensor,
} from '../../shared/formats/onnx/index.ts';

/** A dimension is a number or, left open, a name. */
type Dimensions = readonly (number | string)[];

export type TableModel = {
  readonly input?: Dimensions;
  readonly output: Dimensions;
  /** Row-major values of the answer to a black picture. */
  readonly table: Float32Array;
  /** What the picture's mean (0..1) is multiplied with and added to each value; nothing when left out: the answer is always the table. */
  readonly perMean?: Float32Array;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly half?: boolean;
  readonly operatorSet?: number;
};

/** A detector of three nodes: output = table + mean of the picture * perMean. */
export function tableModel({
  input = [1, 1, 32, 32],
  output,
  table,
  perMean = new Float32Array(table.length),
  metadata = {},
  half = false,
  operatorSet = 13,
}: TableModel): OnnxModel {
  const elementType = half ? dataType.float16 : dataType.float32;
  const tableShape = tableDimensions(output, table.length);
  const constant = half ? float16Tensor : float32Tensor;
  const keepdims = { name: 'keepdims', type: 2, i: 0, floats: [], ints: [], strings: [], tensors: [], graphs: [] };
  return {
    irVersion: 8,
    producerName: 'plugsight-tests',
    opsetImport: [{ domain: '', version: operatorSet }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    functions: [],
    graph: {
      name: 'table',
      node: [
        { opType: 'ReduceMean', input: ['images'], output: ['mean'], attribute: [keepdims] },
        { opType: 'Mul', input: ['mean', 'per_mean'], output: ['change'], attribute: [] },
        { opType: 'Add', input: ['table', 'change'], output: ['output0'], attribute: [] },
      ],
      initializer: [constant('table', tableShape, table), constant('per_mean', tableShape, perMean)],
      sparseInitializer: [],
      input: [{ name: 'images', type: tensorType(elementType, input) }],
      output: [{ name: 'output0', type: tensorType(elementType, output) }],
      valueInfo: [],
    },
  };
}

export function tableModelBytes(options: TableModel): Uint8Array {
  return encodeModel(tableModel(options));
}

export type Row = {
  readonly anchor: number;
  readonly centre: readonly [x: number, y: number];
  readonly size: readonly [width: number, height: number];
  readonly scores: readonly number[];
};

/** The table [1, 4 + classes, anchors] with these rows filled in. */
export function channelsFirstTable(classCount: number, anchors: number, rows: readonly Row[]): Float32Array {
  const table = new Float32Array((4 + classCount) * anchors);
  for (const { anchor, centre, size, scores } of rows) {
    for (const [channel, value] of [...centre, ...size, ...scores].entries()) table[channel * anchors + anchor] = value;
  }
  return table;
}

/** The one axis left open is what remains of the values. */
function tableDimensions(output: Dimensions, length: number): number[] {
  const known = output.reduce<number>((product, size) => (typeof size === 'number' ? product * size : product), 1);
  let rest = length / known;
  return output.map((size, axis) => {
    if (typeof size === 'number') return size;
    if (axis === 0) return 1;
    const taken = rest;
    rest = 1;
    return taken;
  });
}

function tensorType(elemType: number, dimensions: Dimensions) {
  const dim = dimensions.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { tensorType: { elemType, shape: { dim } } };
}

function float16Tensor(name: string, dims: readonly number[], values: Float32Array): OnnxTensor {
  const halves = new Float16Array(values);
  const rawData = new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
  return { ...float32Tensor(name, dims, values), dataType: dataType.float16, rawData };
}
