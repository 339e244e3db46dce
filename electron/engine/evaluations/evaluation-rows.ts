import { z } from 'zod';
import { type EvaluationSummary, evaluationSummarySchema } from '../../../shared/contract/evaluations.ts';
import { type ImageEvaluation, imageEvaluationSchema } from '../../../shared/domain/evaluation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { killPoint } from '../../platform/index.ts';
import { parseJson, rows, type Store } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** A summary as its row holds it; the row gives the id, and the look is told only to whoever asked for the evaluation. */
export type StoredSummary = Omit<EvaluationSummary, 'id' | 'lookId'>;

/** Must run inside a transaction. Answers the evaluation's id. */
export function insertEvaluation(
  { store }: Workspace,
  summary: StoredSummary,
  datasetId: number,
  inputHash: string,
  images: readonly ImageEvaluation[],
): number {
  const { lastInsertRowid } = store
    .prepare(
      'INSERT INTO evaluation (model_name, model_version, dataset_id, role, input_hash, created_at, figures) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      summary.model,
      summary.modelVersion,
      datasetId,
      summary.role,
      inputHash,
      summary.createdAt,
      JSON.stringify(summary),
    );
  const insert = store.prepare('INSERT INTO evaluation_image (evaluation_id, image_id, result) VALUES (?, ?, ?)');
  for (const image of images) insert.run(lastInsertRowid, image.imageId, JSON.stringify(image));
  killPoint('evaluate.row-writing');
  return Number(lastInsertRowid);
}

const idRow = z.object({ id: z.int() });

/** Newest first. The curves are left out: a list is asked for again with every change of the workspace. */
export function listEvaluations({ store }: Workspace): EvaluationSummary[] {
  return rows(store, idRow, 'SELECT id FROM evaluation ORDER BY id DESC').map(({ id }) => {
    const summary = summaryOf(store, id);
    return { ...summary, figures: { ...summary.figures, curves: [] } };
  });
}

export function getEvaluation({ store }: Workspace, evaluationId: number): Result<EvaluationSummary> {
  const [row] = rows(store, idRow, 'SELECT id FROM evaluation WHERE id = @evaluationId', { evaluationId });
  if (row) return success(summaryOf(store, row.id));
  return failure('not-found', `There is no evaluation ${evaluationId}. Evaluate a model on a dataset version first.`);
}

/** The newest evaluation made from exactly this input; null when there is none. */
export function evaluationOfInput({ store }: Workspace, inputHash: string): EvaluationSummary | null {
  const [row] = rows(store, idRow, 'SELECT id FROM evaluation WHERE input_hash = @inputHash ORDER BY id DESC LIMIT 1', {
    inputHash,
  });
  return row ? summaryOf(store, row.id) : null;
}

/** An evaluation's row never changes, so what was read of it is kept. */
const known = new WeakMap<Store, Map<number, EvaluationSummary>>();

function summaryOf(store: Store, id: number): EvaluationSummary {
  const summaries = known.get(store) ?? new Map<number, EvaluationSummary>();
  known.set(store, summaries);
  const kept = summaries.get(id);
  if (kept) return kept;
  const [row] = rows(store, z.object({ figures: z.string() }), 'SELECT figures FROM evaluation WHERE id = @id', { id });
  const summary = { ...parseJson(evaluationSummarySchema.omit({ id: true }), row.figures), id };
  summaries.set(id, summary);
  return summary;
}

/** Per-image results, ascending by image id. */
export function imageResults({ store }: Workspace, evaluationId: number): ImageEvaluation[] {
  return rows(
    store,
    z.object({ result: z.string() }),
    'SELECT result FROM evaluation_image WHERE evaluation_id = @evaluationId ORDER BY image_id',
    { evaluationId },
  ).map(({ result }) => parseJson(imageEvaluationSchema, result));
}
