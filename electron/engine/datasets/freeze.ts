import type { DatasetSummary, FreezeInput } from '../../../shared/contract/datasets.ts';
import { canonicalDataset } from '../../../shared/domain/dataset-hash.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { splitMembers } from '../../../shared/domain/split.ts';
import { killPoint, sha256 } from '../../platform/index.ts';
import { preparationHash } from '../../vision/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { workspacePreparation } from '../sources/index.ts';
import { inTransaction, layout } from '../store/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';
import { getDataset, latestVersion } from './dataset-rows.ts';
import { labelledCandidates, splitInput } from './members.ts';
import { nearDuplicatesOf } from './near-duplicates.ts';
import { leakageOf, roleCounts } from './summary.ts';
import { type FrozenMember, writeDatasetFolder } from './write-folder.ts';

/**
 * Freezes a dataset version: which pictures, in which role, under which labels, preparation and seed. The same input gives the same
 * split and hash; when that is what the newest version holds already, it is answered and nothing is written.
 */
export async function freezeDataset(
  workspace: Workspace,
  input: FreezeInput,
  control: JobControl,
): Promise<Result<DatasetSummary>> {
  const preparation = workspacePreparation(workspace);
  const classes = classNames(workspace);
  if (preparation === null)
    return failure(
      'nothing-to-do',
      'There are no pictures in this workspace yet. Nothing was frozen. Import some first.',
    );
  control.report({ activity: 'choosing roles' });
  const labelled = labelledCandidates(workspace, preparationHash(preparation));
  const candidates = labelled.filter(({ preparedPath }) => preparedPath !== null);
  const { members, episodeOf } = splitInput(candidates, classes);
  const keepImportedRoles =
    input.keepRoles ?? (members.length > 0 && members.every(({ importedRole }) => importedRole !== null));
  const shares = input.shares === null ? null : { train: 0, val: 0, calibration: 0, test: 0, ...input.shares };
  const split = splitMembers(members, { seed: input.seed, shares, keepImportedRoles });
  if (!split.ok) return split;
  const { blockOf, leftOut } = split.value;

  const near = await nearDuplicatesOf(workspace, candidates, split.value, control);
  if (!near.ok) return near;
  const roleOf = new Map([...split.value.roleOf].filter(([imageId]) => !near.value.has(imageId)));
  const frozen: FrozenMember[] = candidates.flatMap((candidate) => {
    const role = roleOf.get(candidate.imageId);
    if (role === undefined) return [];
    return [
      {
        ...candidate,
        role,
        block: blockOf.get(candidate.imageId) ?? '',
        episode: episodeOf.get(candidate.imageId) ?? candidate.imageId,
      },
    ];
  });
  if (!frozen.some(({ role }) => role === 'val')) {
    return failure(
      'not-enough-data',
      'No picture has the role val, which chooses the checkpoint. Nothing was frozen. Give val a share, or import more pictures.',
    );
  }
  const hash = sha256(canonicalDataset({ members: frozen, classes, preparation, seed: input.seed }));
  const newest = latestVersion(workspace, input.name);
  if (newest !== null) {
    const known = getDataset(workspace, input.name, newest);
    if (known.ok && known.value.hash === hash) return success({ ...known.value, unchanged: true });
  }

  killPoint('freeze.members-chosen');
  const version = (newest ?? 0) + 1;
  const folder = layout.dataset(workspace.folder, input.name, version);
  const written = await writeDatasetFolder(workspace, folder, frozen, classes, control);
  if (!written.ok) return written;
  const createdAt = new Date().toISOString();
  const count = (reason: string) => leftOut.filter((entry) => entry.reason === reason).length;
  const summary: Omit<DatasetSummary, 'id'> = {
    name: input.name,
    version,
    hash,
    seed: input.seed,
    createdAt,
    folder,
    classes,
    preparation,
    roles: roleCounts(frozen),
    rules: [...split.value.sentences],
    optimistic: split.value.blocks.optimistic,
    leftOut: {
      unlabelled: unlabelledCount(workspace),
      duplicates: count('duplicate'),
      nearDuplicates: near.value.size,
      guardFrames: count('guard-frame'),
      otherPreparation: labelled.length - candidates.length,
    },
    leakage: leakageOf(split.value.leakage),
    unchanged: false,
  };
  const id = inTransaction(workspace.store, () => insertDataset(workspace, summary, written.value));
  killPoint('freeze.row-written');
  return success({ ...summary, id });
}

function insertDataset(
  { store }: Workspace,
  summary: Omit<DatasetSummary, 'id'>,
  members: readonly (FrozenMember & { readonly fileName: string })[],
): number {
  const { lastInsertRowid } = store
    .prepare('INSERT INTO dataset (name, version, hash, seed, created_at, summary) VALUES (?, ?, ?, ?, ?, ?)')
    .run(summary.name, summary.version, summary.hash, summary.seed, summary.createdAt, JSON.stringify(summary));
  const datasetId = Number(lastInsertRowid);
  const insert = store.prepare(
    'INSERT INTO dataset_member (dataset_id, image_id, role, file_name, block, episode, revision) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { imageId, role, fileName, block, episode, revision } of members)
    insert.run(datasetId, imageId, role satisfies Role, fileName, block, episode, revision);
  killPoint('freeze.row-writing');
  return datasetId;
}

function unlabelledCount({ store }: Workspace): number {
  const row = store
    .prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM image LEFT JOIN current_annotation AS annotation ON annotation.image_id = image.id
       WHERE annotation.content IS NULL OR json_extract(annotation.content, '$.state') = 'unlabelled'`,
    )
    .get();
  return row?.n ?? 0;
}
