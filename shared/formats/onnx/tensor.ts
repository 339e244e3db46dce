import { dataType, type OnnxTensor } from './types.ts';

const nothing = {
  floatData: [],
  int32Data: [],
  stringData: [],
  int64Data: [],
  doubleData: [],
  uint64Data: [],
  externalData: [],
} as const;

/** Wraps `values` without a copy where the machine is little-endian, as every machine this runs on is. */
export function float32Tensor(name: string, dims: readonly number[], values: Float32Array): OnnxTensor {
  return { name, dims, dataType: dataType.float32, rawData: bytesOf(values), ...nothing };
}

export function int64Tensor(name: string, dims: readonly number[], values: readonly number[]): OnnxTensor {
  const rawData = bytesOf(BigInt64Array.from(values, BigInt));
  return { name, dims, dataType: dataType.int64, rawData, ...nothing };
}

function bytesOf(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Bytes per element of raw data and how to read one; types that are not numbers are missing. */
const readers: Readonly<Record<number, readonly [number, (view: DataView, offset: number) => number]>> = {
  [dataType.float32]: [4, (view, offset) => view.getFloat32(offset, true)],
  [dataType.float64]: [8, (view, offset) => view.getFloat64(offset, true)],
  [dataType.float16]: [2, (view, offset) => halfToNumber(view.getUint16(offset, true))],
  [dataType.uint8]: [1, (view, offset) => view.getUint8(offset)],
  [dataType.bool]: [1, (view, offset) => view.getUint8(offset)],
  [dataType.int8]: [1, (view, offset) => view.getInt8(offset)],
  [dataType.uint16]: [2, (view, offset) => view.getUint16(offset, true)],
  [dataType.int16]: [2, (view, offset) => view.getInt16(offset, true)],
  [dataType.int32]: [4, (view, offset) => view.getInt32(offset, true)],
  [dataType.uint32]: [4, (view, offset) => view.getUint32(offset, true)],
  [dataType.int64]: [8, (view, offset) => Number(view.getBigInt64(offset, true))],
  [dataType.uint64]: [8, (view, offset) => Number(view.getBigUint64(offset, true))],
};

/**
 * The elements of a tensor as numbers, row-major, wherever the format lets them lie; undefined when they are not numbers, lie in
 * another file, or are not as many as the shape says.
 */
export function tensorNumbers(tensor: OnnxTensor): Float64Array | undefined {
  const count = tensor.dims.reduce((product, size) => product * size, 1);
  const reader = readers[tensor.dataType];
  if (reader === undefined || tensor.dataLocation === 1) return undefined;
  if (tensor.rawData === undefined || tensor.rawData.length === 0) {
    const typed = typedNumbers(tensor);
    return typed.length === count ? Float64Array.from(typed) : undefined;
  }
  const [size, read] = reader;
  if (tensor.rawData.length !== count * size) return undefined;
  const view = new DataView(tensor.rawData.buffer, tensor.rawData.byteOffset, tensor.rawData.byteLength);
  return Float64Array.from({ length: count }, (_, index) => read(view, index * size));
}

function typedNumbers(tensor: OnnxTensor): readonly number[] {
  switch (tensor.dataType) {
    case dataType.float32:
      return tensor.floatData;
    case dataType.float64:
      return tensor.doubleData;
    case dataType.int64:
      return tensor.int64Data;
    case dataType.uint32:
    case dataType.uint64:
      return tensor.uint64Data;
    case dataType.float16:
      return tensor.int32Data.map(halfToNumber);
    default:
      return tensor.int32Data;
  }
}

/** IEEE 754 binary16, given as its 16 bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
