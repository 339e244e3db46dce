import type { Result } from '../../../shared/domain/problem.ts';
import type { ImageSource } from '../contract/decode.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { type DecodedImage, decodeImage } from '../decode/decode-image.ts';
import { measureImage } from '../measure/measure-image.ts';
import { pixelSha256 } from '../measure/pixel-hash.ts';
import { readImageFile } from '../store/read-image-file.ts';

export async function decodeSource({ source }: OperationInput<'decode'>): Promise<Result<OperationOutput<'decode'>>> {
  const decoded = await readSource(source);
  if (!decoded.ok) return decoded;
  const { image, facts } = decoded.value;
  const value = {
    ...facts,
    pixels: image.data,
    pixelSha256: pixelSha256(image),
    measures: measureImage(image),
  };
  return { ok: true, value };
}

/** A file or an upload, decoded: the way every operation that looks at one image begins. */
export async function readSource(source: ImageSource): Promise<Result<DecodedImage>> {
  if (source.kind === 'bytes') return await decodeImage(source.bytes, source.name);
  const file = await readImageFile(source.path, source.name, source.expectedSha256);
  return file.ok ? await decodeImage(file.value.bytes, file.value.name) : file;
}
