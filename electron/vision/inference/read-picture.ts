import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { prepare, preparedSize } from '../../../shared/geometry/index.ts';
import type { Picture } from '../contract/predict.ts';
import { readSource } from '../operations/decode.ts';

export type ReadPicture = {
  readonly prepared: GreyImage;
  readonly sourceSize: Size;
  readonly warnings: readonly string[];
  readonly decodeMs: number;
  readonly prepareMs: number;
};

/** Decodes a picture and prepares it, unless it is one that was prepared before: that one is never prepared again. */
export async function readPicture(picture: Picture, preparation: Preparation): Promise<Result<ReadPicture>> {
  const started = performance.now();
  const source = picture.kind === 'raw' ? picture.source : { kind: 'path' as const, path: picture.path, name: null };
  const decoded = await readSource(source);
  if (!decoded.ok) return decoded;
  const { image, facts } = decoded.value;
  const decodeMs = performance.now() - started;
  if (picture.kind === 'prepared') return alreadyPrepared(picture, image, preparation, decodeMs);
  const preparing = performance.now();
  const prepared = prepare(image, preparation);
  const prepareMs = performance.now() - preparing;
  return success({ prepared, sourceSize: facts.size, warnings: facts.warnings, decodeMs, prepareMs });
}

function alreadyPrepared(
  picture: Extract<Picture, { kind: 'prepared' }>,
  prepared: GreyImage,
  preparation: Preparation,
  decodeMs: number,
): Result<ReadPicture> {
  const { sourceSize } = picture;
  const expected = preparedSize(sourceSize, preparation);
  if (prepared.widthPx !== expected.widthPx || prepared.heightPx !== expected.heightPx) {
    return failure(
      'invalid-input',
      `The prepared picture ${picture.path} is ${prepared.widthPx}x${prepared.heightPx}, but this preparation makes ${expected.widthPx}x${expected.heightPx} of a ${sourceSize.widthPx}x${sourceSize.heightPx} source. It was not used; prepare the source again.`,
    );
  }
  return success({ prepared, sourceSize, warnings: [], decodeMs, prepareMs: 0 });
}
