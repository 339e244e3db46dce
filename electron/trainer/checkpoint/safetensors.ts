import { failure, type Result, success } from '../../../shared/domain/problem.ts';

/**
 * The safetensors format (huggingface/safetensors): 8 bytes little-endian length of a JSON header, the header, the tensors' bytes.
 * We write float32 only. It holds nothing that could be executed, and any tool of the field reads it.
 */
export type NamedTensor = { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array };
export type TensorFile = {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: Readonly<Record<string, string>>;
};

const maximumHeaderBytes = 100_000_000;

/** Same tensors in the same order, same bytes. */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header = new Map<string, unknown>([['__metadata__', metadata]]);
  let offset = 0;
  for (const { name, shape, data } of tensors) {
    if (header.has(name)) throw new Error(`Tensor name given twice: ${name}`);
    if (shape.reduce((product, side) => product * side, 1) !== data.length) {
      throw new Error(`Tensor ${name}: shape ${shape.join('x')} does not hold ${data.length} values`);
    }
    header.set(name, { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] });
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(json, 8);
  let position = 8 + headerBytes;
  for (const { data } of tensors) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return file;
}

/** Checks everything that the header claims against the bytes that are there; tensors are copies. */
export function decodeSafetensors(bytes: Uint8Array, file: string): Result<TensorFile> {
  const damaged = (what: string) =>
    failure(
      'model-file-damaged',
      `The weights file is damaged: ${what}. Nothing was changed; use another copy of it.`,
      {
        file,
      },
    );
  if (bytes.length < 8) return damaged(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > maximumHeaderBytes || 8 + headerBytes > bytes.length) return damaged('its header is cut off');
  const header = parseHeader(bytes.subarray(8, 8 + headerBytes));
  if (header === undefined) return damaged('its header is not readable');
  const metadata: Record<string, string> = {};
  const tensors: NamedTensor[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      for (const [key, value] of Object.entries(entry ?? {})) if (typeof value === 'string') metadata[key] = value;
      continue;
    }
    const parsed = parseEntry(entry);
    if (parsed === undefined) return damaged(`tensor "${name}" is not described as it should be`);
    if (parsed.dtype !== 'F32') {
      return failure(
        'model-unsupported',
        `Tensor "${name}" has number type ${parsed.dtype}; only F32 weights are read.`,
        {
          file,
        },
      );
    }
    const from = 8 + headerBytes + parsed.from;
    const count = parsed.shape.reduce((product, side) => product * side, 1);
    if (parsed.to - parsed.from !== count * 4 || 8 + headerBytes + parsed.to > bytes.length) {
      return damaged(`tensor "${name}" does not fit`);
    }
    const data = new Float32Array(count);
    new Uint8Array(data.buffer).set(bytes.subarray(from, from + count * 4));
    tensors.push({ name, shape: parsed.shape, data });
  }
  return success({ tensors, metadata });
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

function parseEntry(entry: unknown) {
  if (!isRecord(entry)) return undefined;
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) return undefined;
  return { dtype, shape, from: offsets[0]!, to: offsets[1]! };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
