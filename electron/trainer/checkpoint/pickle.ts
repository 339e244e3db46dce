/**
 * A writer of Python's pickle, protocol 2, for the few kinds of value a state dict is made of.
 * Opcodes: https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export type PickleValue =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'false' }
  | { readonly kind: 'tuple'; readonly items: readonly PickleValue[] }
  /** A function or class of an importable module. */
  | { readonly kind: 'global'; readonly module: string; readonly name: string }
  | { readonly kind: 'call'; readonly callee: PickleValue; readonly argumentList: readonly PickleValue[] }
  /** Resolved by the reader outside the pickle; torch keeps its storages so. */
  | { readonly kind: 'persistent'; readonly id: PickleValue }
  /** `target` filled with the entries, in this order. */
  | {
      readonly kind: 'entries';
      readonly target: PickleValue;
      readonly entries: readonly (readonly [PickleValue, PickleValue])[];
    };

export const text = (value: string): PickleValue => ({ kind: 'text', value });
export const integer = (value: number): PickleValue => ({ kind: 'integer', value });
export const tuple = (...items: PickleValue[]): PickleValue => ({ kind: 'tuple', items });
export const global = (module: string, name: string): PickleValue => ({ kind: 'global', module, name });
export const call = (callee: PickleValue, ...argumentList: PickleValue[]): PickleValue => ({
  kind: 'call',
  callee,
  argumentList,
});

const opcode = {
  protocol: 0x80,
  mark: 0x28,
  stop: 0x2e,
  unicode: 0x58,
  int32: 0x4a,
  long: 0x8a,
  newFalse: 0x89,
  tuple: 0x74,
  emptyTuple: 0x29,
  global: 0x63,
  reduce: 0x52,
  persistentId: 0x51,
  setItems: 0x75,
} as const;

export function pickle(value: PickleValue): Uint8Array {
  const bytes: number[] = [opcode.protocol, 2];
  write(value, bytes);
  bytes.push(opcode.stop);
  return Uint8Array.from(bytes);
}

function write(value: PickleValue, bytes: number[]): void {
  switch (value.kind) {
    case 'text': {
      const utf8 = new TextEncoder().encode(value.value);
      bytes.push(opcode.unicode, ...littleEndian(utf8.length, 4), ...utf8);
      return;
    }
    case 'integer':
      if (!Number.isSafeInteger(value.value) || value.value < 0) throw new Error(`Not a count: ${value.value}`);
      if (value.value < 2 ** 31) bytes.push(opcode.int32, ...littleEndian(value.value, 4));
      else bytes.push(opcode.long, 8, ...littleEndian(value.value, 8));
      return;
    case 'false':
      bytes.push(opcode.newFalse);
      return;
    case 'tuple':
      writeTuple(value.items, bytes);
      return;
    case 'global':
      bytes.push(opcode.global, ...new TextEncoder().encode(`${value.module}\n${value.name}\n`));
      return;
    case 'call':
      write(value.callee, bytes);
      writeTuple(value.argumentList, bytes);
      bytes.push(opcode.reduce);
      return;
    case 'persistent':
      write(value.id, bytes);
      bytes.push(opcode.persistentId);
      return;
    case 'entries':
      write(value.target, bytes);
      bytes.push(opcode.mark);
      for (const [key, entry] of value.entries) {
        write(key, bytes);
        write(entry, bytes);
      }
      bytes.push(opcode.setItems);
      return;
  }
}

function writeTuple(items: readonly PickleValue[], bytes: number[]): void {
  if (items.length === 0) {
    bytes.push(opcode.emptyTuple);
    return;
  }
  bytes.push(opcode.mark);
  for (const item of items) write(item, bytes);
  bytes.push(opcode.tuple);
}

function littleEndian(value: number, count: number): number[] {
  const bytes: number[] = [];
  for (let rest = value, index = 0; index < count; index++) {
    bytes.push(rest % 256);
    rest = Math.floor(rest / 256);
  }
  return bytes;
}
