import { unzipSync, type Zippable, zipSync } from 'fflate';
import { failure, type Result, success } from '../../domain/problem.ts';
import { maximumModelFileBytes, maximumParts } from './manifest.ts';

const partName = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const damaged = 'The file was not taken; export the model again or copy the file again.';

/** Without a time zone: read as local time, written as local time, so the bytes are the same everywhere. */
const fixedTime = '1980-01-01T00:00:00';

/** A ZIP of stored entries in the order of their names with a fixed time: the same parts always give the same bytes. */
export function packParts(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const name of [...parts.keys()].sort()) {
    if (!partName.test(name)) throw new Error(`Not a part name: ${name}`);
    entries[name] = parts.get(name)!;
  }
  return zipSync(entries, { level: 0, mtime: fixedTime, os: 3 });
}

/**
 * The parts of a file that `packParts` wrote, byte for byte: anything that is not such a file (compressed, nested, linked, doubled,
 * with other times, with bytes before, between or behind) is refused before anything is inflated. Problem: `model-file-damaged`.
 */
export function unpackParts(bytes: Uint8Array): Result<Map<string, Uint8Array>> {
  if (bytes.length > maximumModelFileBytes) {
    return failure(
      'file-too-large',
      `The model file has ${bytes.length} bytes; at most ${maximumModelFileBytes} are read.`,
    );
  }
  const names = new Set<string>();
  let totalBytes = 0;
  let refusal: string | null = null;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name, compression, size, originalSize }) => {
        totalBytes += size;
        refusal ??= refusedEntry(name, compression !== 0 || size !== originalSize, names);
        if (totalBytes > bytes.length) refusal ??= 'claims to hold more than it has';
        names.add(name);
        return refusal === null;
      },
    });
  } catch {
    return failure('model-file-damaged', `This is not a whole model file. ${damaged}`);
  }
  if (refusal !== null) return failure('model-file-damaged', `The model file ${refusal}. ${damaged}`);
  const parts = new Map(Object.entries(unpacked));
  if (parts.size !== names.size || !sameBytes(packParts(parts), bytes)) {
    return failure('model-file-damaged', `The model file was changed after it was written. ${damaged}`);
  }
  return success(parts);
}

function refusedEntry(name: string, compressed: boolean, names: ReadonlySet<string>): string | null {
  if (!partName.test(name)) return `has a part with the name "${name.slice(0, 100)}", which is not one of ours`;
  if (names.has(name)) return `has the part "${name}" twice`;
  if (names.size >= maximumParts) return `has more than ${maximumParts} parts`;
  return compressed ? `has a compressed part ("${name}")` : null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
