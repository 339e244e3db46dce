import type { Result } from '../../../shared/domain/problem.ts';
import { defaultPreparation, prepare } from '../../../shared/geometry/index.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { decodeImage } from '../decode/decode-image.ts';
import { encodePng } from '../store/encode-png.ts';
import { readImageFile } from '../store/read-image-file.ts';
import { storeFile } from '../store/store-file.ts';

export async function prepareFile(input: OperationInput<'prepare'>): Promise<Result<OperationOutput<'prepare'>>> {
  const file = await readImageFile(input.path, input.displayName, input.expectedSha256);
  if (!file.ok) return file;
  const decoded = await decodeImage(file.value.bytes, file.value.name);
  if (!decoded.ok) return decoded;
  const { image, facts } = decoded.value;
  const preparation = input.preparation ?? defaultPreparation(facts.size);
  const prepared = prepare(image, preparation);
  const stored = storeFile(input.outPath, await encodePng(prepared), 'prepare', file.value.name);
  if (!stored.ok) return stored;
  const preparedSize = { widthPx: prepared.widthPx, heightPx: prepared.heightPx };
  return { ok: true, value: { ...facts, preparation, preparedSize } };
}
