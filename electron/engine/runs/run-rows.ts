import { z } from 'zod';
import { type RunSummary, runSummarySchema } from '../../../shared/contract/runs.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, layout, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const runRow = z
  .object({
    id: z.string(),
    dataset_id: z.int(),
    state: runSummarySchema.shape.state,
    input_hash: z.string(),
    summary: z.string(),
  })
  .transform((row) => ({
    datasetId: row.dataset_id,
    inputHash: row.input_hash,
    summary: { ...parseJson(runSummarySchema, row.summary), state: row.state },
  }));
export type RunRow = z.infer<typeof runRow>;

/**
 * The row's own state counts: start-up changes it to `interrupted` without touching the summary. The folder is where the workspace is
 * now: a workspace can be copied to another machine.
 */
function runsWhere(workspace: Workspace, condition: string, parameters: Record<string, unknown> = {}): RunRow[] {
  return rows(workspace.store, runRow, `SELECT * FROM run ${condition}`, parameters).map((row) => ({
    ...row,
    summary: { ...row.summary, folder: layout.run(workspace.folder, row.summary.id) },
  }));
}

export function listRuns(workspace: Workspace): RunSummary[] {
  return runsWhere(workspace, 'ORDER BY started_at DESC, id DESC').map(({ summary }) => summary);
}

export function getRun(workspace: Workspace, runId: string): Result<RunSummary> {
  const row = findRun(workspace, runId);
  return row.ok ? success(row.value.summary) : row;
}

export function findRun(workspace: Workspace, runId: string): Result<RunRow> {
  const [row] = runsWhere(workspace, 'WHERE id = @runId', { runId });
  return row ? success(row) : failure('not-found', `There is no run ${runId}. "plugsight runs" lists them.`);
}

/** `run-0007`: short enough to say on the telephone. */
export function nextRunId({ store }: Workspace): string {
  const [{ last }] = rows(
    store,
    z.object({ last: z.int().nullable() }),
    'SELECT max(CAST(substr(id, 5) AS INTEGER)) AS last FROM run',
  );
  return `run-${String((last ?? 0) + 1).padStart(4, '0')}`;
}

export function insertRun({ store }: Workspace, run: RunSummary, datasetId: number, inputHash: string): void {
  inTransaction(store, () => {
    store
      .prepare(
        'INSERT INTO run (id, dataset_id, state, started_at, finished_at, input_hash, summary) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(run.id, datasetId, run.state, run.startedAt, run.finishedAt, inputHash, JSON.stringify(run));
  });
}

export function updateRun({ store }: Workspace, run: RunSummary): void {
  inTransaction(store, () => {
    store
      .prepare('UPDATE run SET state = ?, finished_at = ?, summary = ? WHERE id = ?')
      .run(run.state, run.finishedAt, JSON.stringify(run), run.id);
  });
}

/** The newest run of exactly this input in one of these states; null when there is none. */
export function runOfInput(
  workspace: Workspace,
  inputHash: string,
  states: readonly RunSummary['state'][],
): RunSummary | null {
  const [row] = runsWhere(
    workspace,
    'WHERE input_hash = @inputHash AND state IN (SELECT value FROM json_each(@states)) ORDER BY id DESC LIMIT 1',
    { inputHash, states: JSON.stringify(states) },
  );
  return row?.summary ?? null;
}
