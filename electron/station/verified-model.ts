import { readFile } from 'node:fs/promises';
import type { ModelCard } from '../../shared/domain/model-card.ts';
import { failure, type Result, success } from '../../shared/domain/problem.ts';
import { readModelFile } from '../../shared/formats/model-file/index.ts';
import { errorCode, sha256 } from '../platform/index.ts';

/** The exported model file a station runs: read once, every part checked. `sha256` is that of its network. */
export type VerifiedModel = { readonly path: string; readonly sha256: string; readonly card: ModelCard };

/** A station starts from nothing but a file that passes this. */
export async function readVerifiedModel(path: string): Promise<Result<VerifiedModel>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return failure('file-unreadable', `The model file ${path} cannot be read (${code}). Check the path.`, {
      file: path,
    });
  }
  const model = readModelFile(bytes, sha256);
  if (!model.ok) return { ok: false, problem: { ...model.problem, file: path } };
  const { card } = model.value;
  const network = card.parts.find((part) => part.path === 'model.onnx');
  if (network === undefined) throw new Error('A checked card without model.onnx.');
  return success({ path, sha256: network.sha256, card });
}
