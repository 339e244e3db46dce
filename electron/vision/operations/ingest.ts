import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../shared/domain/problem.ts';
import { defaultPreparation, prepare } from '../../../shared/geometry/index.ts';
import { killPoint, sha256 } from '../../platform/index.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { decodeImage, extensionOf } from '../decode/decode-image.ts';
import { measureImage } from '../measure/measure-image.ts';
import { pixelSha256 } from '../measure/pixel-hash.ts';
import { preparationHash } from '../preparation-hash.ts';
import { encodePng } from '../store/encode-png.ts';
import { readImageFile } from '../store/read-image-file.ts';
import { storeFile } from '../store/store-file.ts';

/** Passes the kill points of `ingestStages`, in their order. */
export async function ingest(input: OperationInput<'ingest'>): Promise<Result<OperationOutput<'ingest'>>> {
  const file = await readImageFile(input.path, input.displayName);
  if (!file.ok) return file;
  const { bytes, name, modifiedAtMs } = file.value;
  killPoint('ingest-read');
  const decoded = await decodeImage(bytes, name);
  if (!decoded.ok) return decoded;
  killPoint('ingest-decoded');
  const { image, facts } = decoded.value;
  const preparation = input.preparation ?? defaultPreparation(facts.size);
  // Encoded on another thread while this one hashes and measures.
  const encoding = encodePng(prepare(image, preparation));
  const id = sha256(bytes);
  const hash = preparationHash(preparation);
  const shard = id.slice(0, 2);
  const rawPath = input.rawFolder === null ? null : `${shard}/${id}${extensionOf(facts.format)}`;
  const preparedPath = `${hash}/${shard}/${id}.png`;
  const measures = measureImage(image);
  const pixels = pixelSha256(image);
  const preparedPng = await encoding;
  if (input.rawFolder !== null && rawPath !== null) {
    const raw = storeOnce(join(input.rawFolder, rawPath), bytes, 'ingest-raw', name);
    if (!raw.ok) return raw;
  }
  const stored = storeOnce(join(input.preparedFolder, preparedPath), preparedPng, 'ingest-prepared', name);
  if (!stored.ok) return stored;
  const value = {
    ...facts,
    sha256: id,
    pixelSha256: pixels,
    sizeBytes: bytes.length,
    modifiedAtMs,
    measures,
    preparation,
    preparationHash: hash,
    rawPath,
    preparedPath,
  };
  return { ok: true, value };
}

/** Content decides the name, and files appear whole: one that is there is right. */
function storeOnce(path: string, bytes: Uint8Array, stage: string, name: string): Result<string> {
  return existsSync(path) ? { ok: true, value: path } : storeFile(path, bytes, stage, name);
}
