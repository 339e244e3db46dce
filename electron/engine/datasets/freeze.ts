import type { DatasetSummary, FreezeInput } from '../../../shared/contract/datasets.ts';
import { canonicalDataset } from '../../../shared/domain/dataset-hash.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { type Split, splitMembers } from '../../../shared/domain/split.ts';
import { killPoint, sha256 } from '../../platform/index.ts';
import { preparationHash } from '../../vision/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { workspacePreparation } from '../sources/index.ts';
import { inTransaction, layout } from '../store/index.ts';
import { classNames, fileNameRuleInForce, type Workspace } from '../workspace/index.ts';
import { getDataset, latestVersion } from './dataset-rows.ts';
import { type Candidate, labelledCandidates, splitInput } from './members.ts';
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
  // Of the labels, not of the files: one that is saved while these are written is newer than the version.
  const createdAt = new Date().toISOString();
  control.report({ activity: 'choosing roles' });
  const chosen = chooseMembers(workspace, input, preparation, classes);
  if (!chosen.ok) return chosen;
  const { candidates, episodeOf, split, otherPreparation } = chosen.value;
  const { blockOf, leftOut } = split;

  const near = await nearDuplicatesOf(workspace, candidates, split, control);
  if (!near.ok) return near;
  const roleOf = new Map([...split.roleOf].filter(([imageId]) => !near.value.has(imageId)));
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
    rules: [...split.sentences],
    optimistic: split.blocks.optimistic,
    leftOut: {
      unlabelled: unlabelledCount(workspace),
      duplicates: count('duplicate'),
      nearDuplicates: near.value.size,
      guardFrames: count('guard-frame'),
      otherPreparation,
    },
    leakage: leakageOf(split.leakage),
    unchanged: false,
  };
  const id = inTransaction(workspace.store, () => insertDataset(workspace, summary, written.value));
  killPoint('freeze.row-written');
  return success({ ...summary, id });
}

export type ChosenMembers = {
  readonly candidates: readonly Candidate[];
  readonly episodeOf: ReadonlyMap<string, string>;
  readonly split: Split;
  /** Labelled images that were never prepared this way. */
  readonly otherPreparation: number;
  readonly keepsImportedRoles: boolean;
  readonly canKeepRoles: boolean;
};

/** Which labelled images get which role; near-duplicates are not looked for yet. */
export function chooseMembers(
  workspace: Workspace,
  input: Pick<FreezeInput, 'seed' | 'shares' | 'keepRoles'>,
  preparation: Preparation,
  classes: readonly string[],
): Result<ChosenMembers> {
  const labelled = labelledCandidates(workspace, preparationHash(preparation));
  const candidates = labelled.filter(({ preparedPath }) => preparedPath !== null);
  const { members, episodeOf } = splitInput(candidates, classes, fileNameRuleInForce(workspace));
  const canKeepRoles = members.length > 0 && members.every(({ importedRole }) => importedRole !== null);
  const keepsImportedRoles = input.keepRoles ?? canKeepRoles;
  const shares = input.shares === null ? null : { train: 0, val: 0, calibration: 0, test: 0, ...input.shares };
  const split = splitMembers(members, { seed: input.seed, shares, keepImportedRoles: keepsImportedRoles });
  if (!split.ok) return split;
  return success({
    candidates,
    episodeOf,
    split: split.value,
    otherPreparation: labelled.length - candidates.length,
    keepsImportedRoles,
    canKeepRoles,
  });
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

export function unlabelledCount({ store }: Workspace): number {
  const row = store
    .prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM image LEFT JOIN current_annotation AS annotation ON annotation.image_id = image.id
       WHERE annotation.content IS NULL OR json_extract(annotation.content, '$.state') = 'unlabelled'`,
    )
    .get();
  return row?.n ?? 0;
}
