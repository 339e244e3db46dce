import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import type { TrainingImage } from '../../../shared/domain/training-job.ts';
import { preparedSize } from '../../../shared/geometry/index.ts';
import { diskFull } from '../../platform/index.ts';
import { type OperationCall, preparationHash } from '../../vision/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { rawPath } from '../sources/index.ts';
import { inTransaction, layout, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const memberRow = z.object({
  image_id: z.string(),
  role: z.enum(['train', 'val']),
  block: z.string(),
  content: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
  width_px: z.int(),
  height_px: z.int(),
});

type StoredPicture = {
  readonly id: string;
  readonly path: string;
  readonly storage: 'copy' | 'reference';
  readonly stored_path: string;
};

/** Where a picture lies that was resized and not yet equalised, and the call that puts it there. */
export function unequalisedPicture(
  { folder }: Pick<Workspace, 'folder'>,
  { id, path: name, storage, stored_path }: StoredPicture,
  preparation: Preparation,
): { readonly path: string; readonly call: OperationCall<'prepare'> } {
  const unequalised: Preparation = { ...preparation, equalise: false };
  const path = join(layout.preparedImages(folder), preparationHash(unequalised), id.slice(0, 2), `${id}.png`);
  const raw = rawPath(folder, { storage, storedPath: stored_path });
  return {
    path,
    call: { path: raw, displayName: name, expectedSha256: id, preparation: unequalised, outPath: path },
  };
}

/** Images prepared at once. */
const inFlight = 6;

/**
 * The train and val members of a dataset version as the trainer wants them: resized and not yet equalised. Where the preparation
 * equalises, the pictures are prepared once more without it and kept for the next run.
 */
export async function trainingImages(
  workspace: Workspace,
  datasetId: number,
  preparation: Preparation,
  control: JobControl,
): Promise<Result<TrainingImage[]>> {
  const unequalised: Preparation = { ...preparation, equalise: false };
  const hash = preparationHash(unequalised);
  const members = rows(
    workspace.store,
    memberRow,
    `SELECT member.image_id, member.role, member.block, annotation_revision.content, image.path, image.storage, image.stored_path, image.width_px, image.height_px
     FROM dataset_member AS member
     JOIN image ON image.id = member.image_id
     JOIN annotation_revision ON annotation_revision.image_id = member.image_id AND annotation_revision.revision = member.revision
     WHERE member.dataset_id = @datasetId AND member.role IN ('train', 'val')
     ORDER BY member.role, member.file_name`,
    { datasetId },
  );
  const images: TrainingImage[] = [];
  const missing: OperationCall<'prepare'>[] = [];
  for (const member of members) {
    const { path, call } = unequalisedPicture(workspace, { ...member, id: member.image_id }, preparation);
    const size = { widthPx: member.width_px, heightPx: member.height_px };
    const content = parseJson(annotationContentSchema, member.content);
    images.push({
      imageId: member.image_id,
      role: member.role,
      path,
      sourceSize: size,
      block: member.block,
      boxes: content.state === 'boxes' ? content.boxes : [],
    });
    if (!existsSync(path)) missing.push(call);
  }
  const prepared = await prepareMissing(workspace, missing, control);
  if (!prepared.ok) return prepared;
  rememberPrepared(workspace, unequalised, hash, images);
  return success(images);
}

/** Prepares what is not there yet, a few at once; one that cannot be prepared any more stops the training before it began. */
export async function prepareMissing(
  workspace: Workspace,
  calls: readonly OperationCall<'prepare'>[],
  control: JobControl,
): Promise<Result<void>> {
  let done = 0;
  const queue = [...calls];
  const problems: Problem[] = [];
  const isFull = () => problems.some(({ code }) => code === 'disk-full');
  const lanes = Array.from({ length: inFlight }, async () => {
    for (let next = queue.shift(); next && !control.signal.aborted && !isFull(); next = queue.shift()) {
      const answer = await workspace.vision.call('prepare', next, { signal: control.signal });
      if (!answer.ok) problems.push(answer.problem);
      done += 1;
      control.report({ activity: 'preparing pictures for training', done, total: calls.length, unit: 'images' });
    }
  });
  await Promise.all(lanes);
  if (control.signal.aborted) return failure('cancelled', 'Stopped before the training began. Nothing was lost.');
  if (isFull()) return { ok: false, problem: diskFull('Preparing the pictures') };
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'A picture' : `${problems.length} pictures`;
    return failure(
      problems[0].code,
      `${count} of the dataset cannot be prepared any more, so no training was started. ${problems.length === 1 ? '' : 'The first: '}${problems[0].sentence}`,
    );
  }
  return success(undefined);
}

function rememberPrepared(
  { store }: Workspace,
  preparation: Preparation,
  hash: string,
  prepared: readonly TrainingImage[],
): void {
  inTransaction(store, () => {
    store
      .prepare('INSERT INTO preparation (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(hash, JSON.stringify(preparation));
    const insert = store.prepare(
      'INSERT INTO prepared (image_id, preparation, path, width_px, height_px) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    for (const { imageId, sourceSize } of prepared) {
      const { widthPx, heightPx } = preparedSize(sourceSize, preparation);
      insert.run(imageId, hash, `${hash}/${imageId.slice(0, 2)}/${imageId}.png`, widthPx, heightPx);
    }
  });
}
