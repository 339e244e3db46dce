import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { estimatedNoiseFloor, nearDuplicates } from '../../../shared/domain/near-duplicate.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { killPoint } from '../../platform/index.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { readGreyPng } from './read-grey-png.ts';

/** A picture is compared with so many kept ones before it: what repeats in a plant repeats at once (a camera that was asked twice). */
const lookBack = 4;

export async function findNearDuplicates({
  images,
}: OperationInput<'nearDuplicates'>): Promise<Result<OperationOutput<'nearDuplicates'>>> {
  const block: { imageId: string; image: GreyImage }[] = [];
  for (const { imageId, path } of images) block.push({ imageId, image: await readGreyPng(path) });
  const floors = block.map(({ image }) => estimatedNoiseFloor(image)).sort((a, b) => a - b);
  const noiseFloor = floors[Math.floor(floors.length / 2)] ?? 0;
  const found = nearDuplicates(block, noiseFloor, null, lookBack);
  killPoint('near-duplicates-compared');
  return success({ noiseFloor, found });
}
