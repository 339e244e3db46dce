import { zipSync } from 'fflate';
import { call, global, integer, type PickleValue, pickle, text, tuple } from './pickle.ts';
import type { NamedTensor } from './safetensors.ts';

/** A counter of the norms that the family's state dict carries as int64 scalars. */
export type NamedCount = { readonly name: string; readonly count: number };

/**
 * A PyTorch state dict as `torch.save` writes it (ZIP format, since 1.6): an OrderedDict of contiguous CPU tensors, readable by
 * `torch.load`, also with `weights_only=True`. Same tensors, same bytes. Written from the format's description in
 * torch/serialization.py; no Python is involved.
 */
export function encodePytorchStateDict(
  tensors: readonly NamedTensor[],
  counts: readonly NamedCount[] = [],
): Uint8Array {
  const storages: Uint8Array[] = [];
  const entries: [PickleValue, PickleValue][] = [];
  for (const { name, shape, data } of tensors) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    entries.push([text(name), tensor('FloatStorage', storages.push(bytes) - 1, data.length, shape)]);
  }
  for (const { name, count } of counts) {
    const bytes = new Uint8Array(BigInt64Array.of(BigInt(count)).buffer);
    entries.push([text(name), tensor('LongStorage', storages.push(bytes) - 1, 1, [])]);
  }
  const orderedDict = call(global('collections', 'OrderedDict'));
  const files: Record<string, Uint8Array> = {
    'archive/data.pkl': pickle({ kind: 'entries', target: orderedDict, entries }),
  };
  storages.forEach((bytes, index) => {
    files[`archive/data/${index}`] = bytes;
  });
  files['archive/version'] = new TextEncoder().encode('3\n');
  // torch reads the records in place, so they must be stored, not compressed. 1980 is the earliest time a ZIP can hold.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) });
}

function tensor(storageType: string, key: number, count: number, shape: readonly number[]): PickleValue {
  const storage: PickleValue = {
    kind: 'persistent',
    id: tuple(text('storage'), global('torch', storageType), text(String(key)), text('cpu'), integer(count)),
  };
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  return call(
    global('torch._utils', '_rebuild_tensor_v2'),
    storage,
    integer(0),
    tuple(...shape.map(integer)),
    tuple(...strides.map(integer)),
    { kind: 'false' },
    call(global('collections', 'OrderedDict')),
  );
}
