import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { maximumModelFileBytes, readModelFile } from '../../../shared/formats/model-file/index.ts';
import { errorCode, sha256 } from '../../platform/index.ts';

export type ModelBytes = { readonly bytes: Uint8Array; readonly sha256: string };

/** The ONNX bytes of a file: its own, or those inside an exported model file after all of that has been checked. */
export async function readModelBytes(path: string): Promise<Result<ModelBytes>> {
  const name = basename(path);
  let file: Uint8Array;
  try {
    file = await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') return failure('not-found', `There is no model at ${path}. Check the path.`, { file: name });
    return failure(
      'file-unreadable',
      `The model ${path} cannot be read (${code}). Check the path and the rights on it.`,
      {
        file: name,
      },
    );
  }
  if (file.length > maximumModelFileBytes) {
    return failure(
      'file-too-large',
      `The model ${name} has ${file.length} bytes; at most ${maximumModelFileBytes} are read.`,
      {
        file: name,
      },
    );
  }
  // A ZIP begins with "PK", which no ONNX file does: the first bytes decide, not the name.
  if (file[0] !== 0x50 || file[1] !== 0x4b) return success({ bytes: file, sha256: sha256(file) });
  const exported = readModelFile(file, sha256);
  if (!exported.ok) return exported;
  const bytes = exported.value.files.get('model.onnx');
  if (bytes === undefined) throw new Error('A checked model file without model.onnx.');
  return success({ bytes, sha256: sha256(bytes) });
}
