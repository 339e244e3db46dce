import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { prepare, preparedSize } from '../../../shared/geometry/index.ts';
import type { Picture } from '../contract/predict.ts';
import { readSource } from '../operations/decode.ts';
import { readPreparedFile } from './prepared-png.ts';

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
  if (picture.kind === 'prepared') return await alreadyPrepared(picture, preparation, started);
  const decoded = await readSource(picture.source);
  if (!decoded.ok) return decoded;
  const { image, facts } = decoded.value;
  const preparing = performance.now();
  const prepared = prepare(image, preparation);
  const prepareMs = performance.now() - preparing;
  return success({
    prepared,
    sourceSize: facts.size,
    warnings: facts.warnings,
    decodeMs: preparing - started,
    prepareMs,
  });
}

async function alreadyPrepared(
  { path, sourceSize }: Extract<Picture, { kind: 'prepared' }>,
  preparation: Preparation,
  started: number,
): Promise<Result<ReadPicture>> {
  let prepared = readPreparedFile(path);
  if (prepared === null) {
    const decoded = await readSource({ kind: 'path', path, name: null, expectedSha256: null });
    if (!decoded.ok) return decoded;
    prepared = decoded.value.image;
  }
  const expected = preparedSize(sourceSize, preparation);
  if (prepared.widthPx !== expected.widthPx || prepared.heightPx !== expected.heightPx) {
    return failure(
      'invalid-input',
      `The prepared picture ${path} is ${prepared.widthPx}x${prepared.heightPx}, but this preparation makes ${expected.widthPx}x${expected.heightPx} of a ${sourceSize.widthPx}x${sourceSize.heightPx} source. It was not used; prepare the source again.`,
    );
  }
  return success({ prepared, sourceSize, warnings: [], decodeMs: performance.now() - started, prepareMs: 0 });
}
