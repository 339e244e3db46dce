import protobuf from 'protobufjs/light.js';
import { failure, type Result, success } from '../../domain/problem.ts';
import { onnxDescriptor } from './descriptor.ts';
import type { OnnxModel } from './types.ts';

const modelType = protobuf.Root.fromJSON(onnxDescriptor).lookupType('Model');

/**
 * Reads an ONNX file's bytes. `rawData` of tensors are views on `bytes`. Whatever is not an ONNX model is a `model-invalid`
 * problem; whether the runtime can run the model is not looked at here.
 */
export function decodeModel(bytes: Uint8Array): Result<OnnxModel> {
  const notOnnx = (why: string) =>
    failure(
      'model-invalid',
      `This is not an ONNX model: ${why}. Nothing was changed. Export the model again, or choose the file that ends in .onnx.`,
    );
  if (bytes.length === 0) return notOnnx('the file is empty');
  let plain: Record<string, unknown>;
  try {
    plain = modelType.toObject(modelType.decode(bytes), { longs: Number, arrays: true });
  } catch (error) {
    return notOnnx(
      error instanceof RangeError ? 'it ends in the middle, or is another kind of file' : 'it is another kind of file',
    );
  }
  if (plain.graph === undefined || plain.irVersion === undefined) return notOnnx('it holds no graph');
  // The descriptor and the type say the same; the library cannot know.
  return success(plain as OnnxModel);
}

/** The bytes of an ONNX file; the same model gives the same bytes on every machine. Copies every `rawData` once, into the result. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const encoded = modelType.encode(withEndMarkers(model) as OnnxModel).finish();
  return new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength);
}

const signedFields = new Set(['i', 'ints', 'int64Data']);

/** As a number, the marker 2^63 - 1 has become 2^63, which the writer would wrap to -2^63; as a text it takes any 64-bit value. */
function withEndMarkers(value: unknown, field = ''): unknown {
  if (typeof value === 'number') return value >= 2 ** 63 && signedFields.has(field) ? '9223372036854775807' : value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((element) => withEndMarkers(element, field));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withEndMarkers(inner, key)]));
}
