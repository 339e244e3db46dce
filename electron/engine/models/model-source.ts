import { readFileSync, statSync } from 'node:fs';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { maximumModelFileBytes } from '../../../shared/formats/model-file/index.ts';

export type ModelSource = { readonly kind: 'model-file' | 'onnx'; readonly bytes: Uint8Array };

/** Reads a file somebody wants to import. A ZIP file begins with "PK"; the first bytes decide, not the name. */
export function readModelSource(path: string): Result<ModelSource> {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > maximumModelFileBytes) {
      return failure(
        'file-too-large',
        `${path} has ${size} bytes; a model may have ${maximumModelFileBytes}. Nothing was imported. Check that this is the right file.`,
      );
    }
    bytes = readFileSync(path);
  } catch {
    return failure('file-unreadable', `${path} cannot be read. Nothing was imported. Check the path.`, { file: path });
  }
  return success({ kind: bytes[0] === 0x50 && bytes[1] === 0x4b ? 'model-file' : 'onnx', bytes });
}
