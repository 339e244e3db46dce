import { z } from 'zod';
import type { EvaluationSummary, TestLook } from '../../../shared/contract/evaluations.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

type Look = {
  readonly datasetId: number;
  readonly model: string;
  readonly modelVersion: number;
  readonly author: string;
  readonly reason: string;
};

/** Writes into the journal that somebody looks at a test role, before anything of it is shown. Answers the entry's number. */
export function journalLook({ store }: Workspace, { datasetId, model, modelVersion, author, reason }: Look): number {
  return inTransaction(store, () => {
    const { lastInsertRowid } = store
      .prepare(
        'INSERT INTO test_look (dataset_id, model_name, model_version, looked_at, author, reason) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(datasetId, model, modelVersion, new Date().toISOString(), author, reason);
    return Number(lastInsertRowid);
  });
}

const lookRow = z
  .object({
    id: z.int(),
    dataset_id: z.int(),
    model_name: z.string(),
    model_version: z.int(),
    looked_at: z.string(),
    author: z.string(),
    reason: z.string(),
  })
  .transform((row) => ({
    datasetId: row.dataset_id,
    look: {
      id: row.id,
      model: row.model_name,
      modelVersion: row.model_version,
      lookedAt: row.looked_at,
      author: row.author,
      reason: row.reason,
    } satisfies TestLook,
  }));

/** Newest first. */
export function testLooks({ store }: Workspace, datasetId: number): TestLook[] {
  const sql = 'SELECT * FROM test_look WHERE dataset_id = @datasetId ORDER BY id DESC';
  return rows(store, lookRow, sql, { datasetId }).map(({ look }) => look);
}

/** Opens the pictures of an evaluation on the test role once more: journalled as a look of its own. */
export function lookAgain(
  workspace: Workspace,
  evaluation: EvaluationSummary,
  person: { readonly author: string; readonly reason: string },
): Result<TestLook> {
  if (evaluation.role !== 'test') {
    return failure('nothing-to-do', `The role ${evaluation.role} is open; only a look at the test role is journalled.`);
  }
  const datasetId = datasetIdOf(workspace, evaluation);
  const { model, modelVersion } = evaluation;
  const id = journalLook(workspace, { datasetId, model, modelVersion, ...person });
  const entry = testLooks(workspace, datasetId).find((look) => look.id === id);
  if (!entry) throw new Error('a look that was just journalled is not in the journal');
  return success(entry);
}

/** Nothing of a test role is shown without a journalled look at it. */
export function checkOpened(
  workspace: Workspace,
  evaluation: EvaluationSummary,
  lookId: number | null,
): Result<EvaluationSummary> {
  if (evaluation.role !== 'test') return success(evaluation);
  const [row] = rows(workspace.store, lookRow, 'SELECT * FROM test_look WHERE id = @lookId', { lookId });
  const { model, modelVersion } = evaluation;
  const isHere =
    row?.datasetId === datasetIdOf(workspace, evaluation) &&
    row.look.model === model &&
    row.look.modelVersion === modelVersion;
  if (isHere) return success(evaluation);
  return failure(
    'test-role-locked',
    `The test role of ${evaluation.dataset} v${evaluation.datasetVersion} is locked. Nothing was shown. Give your name and a reason; the look is written into the journal.`,
  );
}

function datasetIdOf({ store }: Workspace, { id }: EvaluationSummary): number {
  const [{ dataset_id }] = rows(
    store,
    z.object({ dataset_id: z.int() }),
    'SELECT dataset_id FROM evaluation WHERE id = @id',
    { id },
  );
  return dataset_id;
}
