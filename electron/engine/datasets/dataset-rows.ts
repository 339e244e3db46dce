import { z } from 'zod';
import { type DatasetSummary, datasetSummarySchema } from '../../../shared/contract/datasets.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { layout, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const datasetRow = z.object({ id: z.int(), name: z.string(), version: z.int(), summary: z.string() });

export function listDatasets(workspace: Workspace): DatasetSummary[] {
  return rows(workspace.store, datasetRow, 'SELECT id, name, version, summary FROM dataset ORDER BY name, version').map(
    (row) => summaryOf(workspace, row),
  );
}

/** A dataset version; null: the newest of its name. */
export function getDataset(workspace: Workspace, name: string, version: number | null): Result<DatasetSummary> {
  const wanted = version ?? latestVersion(workspace, name);
  const [row] = rows(
    workspace.store,
    datasetRow,
    'SELECT id, name, version, summary FROM dataset WHERE name = @name AND version = @wanted',
    { name, wanted },
  );
  if (row) return success(summaryOf(workspace, row));
  const known = listDatasets(workspace).map((dataset) => `${dataset.name} v${dataset.version}`);
  const instead =
    known.length > 0
      ? `There are: ${known.join(', ')}.`
      : 'There is none yet: freeze one with "plugsight dataset freeze".';
  return failure('not-found', `There is no dataset ${name}${version === null ? '' : ` v${version}`}. ${instead}`);
}

export function latestVersion({ store }: Workspace, name: string): number | null {
  const [row] = rows(
    store,
    z.object({ version: z.int().nullable() }),
    'SELECT max(version) AS version FROM dataset WHERE name = @name',
    { name },
  );
  return row?.version ?? null;
}

/** The folder is where the workspace is now: a workspace can be copied to another machine. */
function summaryOf(workspace: Workspace, row: z.infer<typeof datasetRow>): DatasetSummary {
  const stored = parseJson(datasetSummarySchema.omit({ id: true }), row.summary);
  return { ...stored, id: row.id, folder: layout.dataset(workspace.folder, row.name, row.version) };
}
