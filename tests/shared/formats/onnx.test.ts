import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributeType,
  dataType,
  decodeModel,
  encodeModel,
  float32Tensor,
  int64Tensor,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxTensor,
  tensorNumbers,
} from '../../../shared/formats/onnx/index.ts';

const float32 = fc.float({ noNaN: true });
const int64 = fc.oneof(fc.maxSafeInteger(), fc.constant(2 ** 63));
const text = fc.string({ unit: 'grapheme', maxLength: 12 });

const emptyAttribute = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
const attribute: fc.Arbitrary<OnnxAttribute> = fc.oneof(
  fc.record({ name: text, f: float32 }).map((a) => ({ ...emptyAttribute, ...a, type: attributeType.float })),
  fc.record({ name: text, i: int64 }).map((a) => ({ ...emptyAttribute, ...a, type: attributeType.int })),
  fc.record({ name: text, ints: fc.array(int64) }).map((a) => ({ ...emptyAttribute, ...a, type: attributeType.ints })),
  fc.record({ name: text, s: fc.uint8Array() }).map((a) => ({ ...emptyAttribute, ...a, type: attributeType.string })),
);

const model: fc.Arbitrary<OnnxModel> = fc
  .record({
    name: text,
    node: fc.array(
      fc.record({ opType: text, input: fc.array(text), output: fc.array(text), attribute: fc.array(attribute) }),
    ),
    weights: fc.array(float32),
    indices: fc.array(fc.maxSafeInteger()),
    metadataProps: fc.array(fc.record({ key: text, value: text })),
    batch: fc.oneof(
      fc.nat().map((dimValue) => ({ dimValue })),
      text.map((dimParam) => ({ dimParam })),
    ),
  })
  .map(({ name, node, weights, indices, metadataProps, batch }) => ({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    metadataProps,
    functions: [],
    graph: {
      name,
      node,
      initializer: [
        float32Tensor('w', [weights.length], Float32Array.from(weights)),
        int64Tensor('i', [indices.length], indices),
      ],
      sparseInitializer: [],
      input: [{ name: 'images', type: { tensorType: { elemType: dataType.float32, shape: { dim: [batch] } } } }],
      output: [],
      valueInfo: [],
    },
  }));

/** A Buffer and a Uint8Array with the same bytes are the same here. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}

describe('the ONNX file format', () => {
  test('a model read back is the model written, and written again gives the same bytes', () => {
    fc.assert(
      fc.property(model, (written) => {
        const bytes = encodeModel(written);
        const read = decodeModel(bytes);
        if (!read.ok) throw new Error(read.problem.sentence);
        expect(plain(read.value)).toEqual(plain(written));
        expect(Buffer.compare(encodeModel(read.value), bytes)).toBe(0);
      }),
    );
  });

  test('raw tensor data is a view on the file, not a copy', () => {
    const bytes = encodeModel(fc.sample(model, 1)[0]!);
    const read = decodeModel(bytes);
    expect(read.ok && read.value.graph.initializer[0]!.rawData!.buffer).toBe(bytes.buffer);
  });

  test('whatever is cut off is refused with a sentence', () => {
    const bytes = encodeModel({
      ...fc.sample(model, 1)[0]!,
      metadataProps: [{ key: 'names', value: "{0: 'plug'}" }],
    });
    const whole = decodeModel(bytes);
    const cut = decodeModel(bytes.subarray(0, bytes.length - 1));
    expect(whole.ok).toBe(true);
    expect(cut).toMatchObject({ ok: false, problem: { code: 'model-invalid' } });
  });

  test('other files are refused', () => {
    for (const other of ['', '%PDF-1.7 and more', '{"nodes": []}', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR']) {
      const bytes = Uint8Array.from(other, (character) => character.charCodeAt(0));
      expect(decodeModel(bytes)).toMatchObject({ ok: false, problem: { code: 'model-invalid' } });
    }
  });

  test('the numbers of a tensor are found wherever the format lets them lie', () => {
    const empty = { ...int64Tensor('', [0], []), rawData: new Uint8Array() };
    const tensors: OnnxTensor[] = [
      float32Tensor('raw', [3], Float32Array.of(1, -2.5, 0)),
      { ...empty, dims: [3], dataType: dataType.float32, floatData: [1, -2.5, 0] },
      { ...empty, dims: [3], dataType: dataType.float16, int32Data: [0x3c00, 0xc100, 0] },
      { ...empty, dims: [3], dataType: dataType.float64, doubleData: [1, -2.5, 0] },
    ];
    for (const tensor of tensors) expect([...tensorNumbers(tensor)!]).toEqual([1, -2.5, 0]);
    expect([...tensorNumbers(int64Tensor('raw', [2], [-1, 7]))!]).toEqual([-1, 7]);
    expect(tensorNumbers({ ...float32Tensor('short', [4], Float32Array.of(1, 2, 3)) })).toBeUndefined();
    expect(tensorNumbers({ ...empty, dims: [1], dataType: dataType.string })).toBeUndefined();
  });
});
