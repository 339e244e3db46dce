import { z } from 'zod';
import type { DatasetDetail, DatasetSummary } from '../../../shared/contract/datasets.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { roleSchema } from '../../../shared/domain/role.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { newerThan } from './changes.ts';
import { getDataset } from './dataset-rows.ts';
import { describeMembers } from './described-members.ts';

const memberRow = z
  .object({
    image_id: z.string(),
    path: z.string(),
    role: roleSchema,
    block: z.string(),
    episode: z.string(),
    state: z.enum(['boxes', 'no-object']),
    captured_at_local: z.string().nullable(),
    attributes: z.string(),
  })
  .transform((row) => ({
    imageId: row.image_id,
    path: row.path,
    role: row.role,
    block: row.block,
    episode: row.episode,
    isPresent: row.state === 'boxes',
    capturedLocal: row.captured_at_local,
    attributes: row.attributes,
  }));

/** Blocks in time order, tries and conditions of a frozen version, who learned from it, and whether it is still as the labels are. */
export function datasetDetail(workspace: Workspace, name: string, version: number | null): Result<DatasetDetail> {
  const dataset = getDataset(workspace, name, version);
  if (!dataset.ok) return dataset;
  const { id } = dataset.value;
  const members = rows(
    workspace.store,
    memberRow,
    `SELECT member.image_id, image.path, member.role, member.block, member.episode, image.captured_at_local, image.attributes,
       json_extract(annotation.content, '$.state') AS state
     FROM dataset_member AS member
     JOIN image ON image.id = member.image_id
     JOIN annotation_revision AS annotation ON annotation.image_id = member.image_id AND annotation.revision = member.revision
     WHERE member.dataset_id = @id`,
    { id },
  );
  const runs = rows(
    workspace.store,
    z.object({ id: z.string() }),
    'SELECT id FROM run WHERE dataset_id = @id ORDER BY started_at DESC, id DESC',
    { id },
  );
  return success({
    ...describeMembers(members),
    runs: runs.map((run) => run.id),
    newer: newerThan(workspace, dataset.value),
  });
}

/** The newest version of each name. */
export function newestVersions(datasets: readonly DatasetSummary[]): DatasetSummary[] {
  const newest = new Map<string, DatasetSummary>();
  for (const dataset of datasets) {
    const known = newest.get(dataset.name);
    if (!known || known.version < dataset.version) newest.set(dataset.name, dataset);
  }
  return [...newest.values()];
}
