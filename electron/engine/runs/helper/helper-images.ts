import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { foldsOf } from '../../../../shared/domain/cross-validation.ts';
import { groupBy } from '../../../../shared/domain/group-by.ts';
import type { Preparation } from '../../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../../shared/domain/problem.ts';
import { assignBlocks } from '../../../../shared/domain/shift-block.ts';
import type { TrainingImage } from '../../../../shared/domain/training-job.ts';
import { type OperationCall, preparationHash } from '../../../vision/index.ts';
import { type Candidate, labelledCandidates, splitInput } from '../../datasets/index.ts';
import type { JobControl } from '../../jobs/index.ts';
import { layout, rows } from '../../store/index.ts';
import { classNames, fileNameRuleInForce, type Workspace } from '../../workspace/index.ts';
import { prepareMissing, unequalisedPicture } from '../training-images.ts';

/** A labelled picture as a helper learns from it and is asked about it. */
export type HelperImage = {
  readonly training: Omit<TrainingImage, 'role'>;
  /** As the networks will see it when they predict. */
  readonly preparedPath: string;
  readonly block: string;
  readonly fold: number;
};

export const leastLabelled = 20;
const leastWithBoxes = 3;
const seed = 42;

/** The labelled pictures once each, in three parts by block, prepared for training. */
export async function helperImages(
  workspace: Workspace,
  preparation: Preparation,
  control: JobControl,
): Promise<Result<HelperImage[]>> {
  const candidates = usable(workspace, preparation);
  const enough = enoughFor(candidates);
  if (!enough.ok) return enough;
  const { members } = splitInput(candidates, classNames(workspace), fileNameRuleInForce(workspace));
  const { blockOf } = assignBlocks(members);
  const blocks = [...groupBy(members, ({ imageId }) => blockOf.get(imageId) ?? '')].map(([key, inBlock]) => {
    const strata = new Map<string, number>();
    for (const stratum of inBlock.flatMap((member) => member.strata))
      strata.set(stratum, (strata.get(stratum) ?? 0) + 1);
    return { key, strata };
  });
  const foldOf = foldsOf(blocks, seed);
  const stored = storedPictures(workspace);
  const calls: OperationCall<'prepare'>[] = [];
  const images = candidates.flatMap((candidate): HelperImage[] => {
    const row = stored.get(candidate.imageId);
    const block = blockOf.get(candidate.imageId);
    if (!row || block === undefined || candidate.preparedPath === null) return [];
    const { path, call } = unequalisedPicture(workspace, row, preparation);
    if (!existsSync(path)) calls.push(call);
    const { content } = candidate;
    return [
      {
        training: {
          imageId: candidate.imageId,
          path,
          sourceSize: candidate.size,
          boxes: content.state === 'boxes' ? content.boxes.map(({ classIndex, box }) => ({ classIndex, box })) : [],
        },
        preparedPath: join(layout.preparedImages(workspace.folder), candidate.preparedPath),
        block,
        fold: foldOf.get(block) ?? 0,
      },
    ];
  });
  const prepared = await prepareMissing(workspace, calls, control);
  return prepared.ok ? success(images) : prepared;
}

/** Labelled, prepared as the workspace prepares, and each picture once. */
function usable(workspace: Workspace, preparation: Preparation): Candidate[] {
  const seen = new Set<string>();
  return labelledCandidates(workspace, preparationHash(preparation)).filter(({ preparedPath, pixelHash }) => {
    if (preparedPath === null || seen.has(pixelHash)) return false;
    seen.add(pixelHash);
    return true;
  });
}

export function enoughFor(candidates: readonly Pick<Candidate, 'content'>[]): Result<void> {
  const withBoxes = candidates.filter(({ content }) => content.state === 'boxes').length;
  if (candidates.length < leastLabelled) {
    return failure(
      'not-enough-data',
      `A helper needs ${leastLabelled} labelled pictures; there are ${candidates.length}. Nothing was trained. Label ${leastLabelled - candidates.length} more.`,
    );
  }
  if (withBoxes < leastWithBoxes) {
    return failure(
      'not-enough-data',
      `A helper needs boxes on at least ${leastWithBoxes} pictures; there are ${withBoxes}. Nothing was trained. Label pictures that show what is to be found.`,
    );
  }
  return success(undefined);
}

const storedRow = z.object({
  id: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
});

function storedPictures({ store }: Workspace): ReadonlyMap<string, z.infer<typeof storedRow>> {
  const found = rows(
    store,
    storedRow,
    "SELECT id, path, storage, stored_path FROM image WHERE label_state <> 'unlabelled'",
  );
  return new Map(found.map((row) => [row.id, row]));
}
