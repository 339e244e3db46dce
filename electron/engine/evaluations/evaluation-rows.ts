import { z } from 'zod';
import { type EvaluationSummary, evaluationSummarySchema } from '../../../shared/contract/evaluations.ts';
import { type ImageEvaluation, imageEvaluationSchema } from '../../../shared/domain/evaluation.ts';
import { killPoint } from '../../platform/index.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const evaluationRow = z
  .object({ id: z.int(), figures: z.string() })
  .transform(
    (row): EvaluationSummary => ({ ...parseJson(evaluationSummarySchema.omit({ id: true }), row.figures), id: row.id }),
  );

/** Must run inside a transaction. Answers the evaluation's id. */
export function insertEvaluation(
  { store }: Workspace,
  summary: Omit<EvaluationSummary, 'id'>,
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

export function listEvaluations({ store }: Workspace): EvaluationSummary[] {
  return rows(store, evaluationRow, 'SELECT id, figures FROM evaluation ORDER BY id DESC');
}

/** The newest evaluation made from exactly this input; null when there is none. */
export function evaluationOfInput({ store }: Workspace, inputHash: string): EvaluationSummary | null {
  const [row] = rows(
    store,
    evaluationRow,
    'SELECT id, figures FROM evaluation WHERE input_hash = @inputHash ORDER BY id DESC LIMIT 1',
    { inputHash },
  );
  return row ?? null;
}

export function testLookCount({ store }: Workspace, datasetId: number): number {
  const [{ count }] = rows(
    store,
    z.object({ count: z.int() }),
    'SELECT count(*) AS count FROM test_look WHERE dataset_id = @datasetId',
    { datasetId },
  );
  return count;
}

const imageRow = z.object({ image_id: z.string(), path: z.string(), result: z.string() });

/** Per-image results, worst first: wrong verdicts, then the most missed labels and false boxes. */
export function evaluationImages(
  { store }: Workspace,
  input: { readonly evaluationId: number; readonly limit: number; readonly offset: number },
): { imageId: string; path: string; result: ImageEvaluation }[] {
  const all = rows(
    store,
    imageRow,
    `SELECT evaluation_image.image_id, image.path, evaluation_image.result FROM evaluation_image
     JOIN image ON image.id = evaluation_image.image_id WHERE evaluation_id = @evaluationId ORDER BY image.path`,
    { evaluationId: input.evaluationId },
  ).map((row) => ({ imageId: row.image_id, path: row.path, result: parseJson(imageEvaluationSchema, row.result) }));
  return all.sort((a, b) => badness(b.result) - badness(a.result)).slice(input.offset, input.offset + input.limit);
}

function badness({ decision, labels, detections }: ImageEvaluation): number {
  const wrong = decision !== null && (decision.verdict === 'PRESENT') !== (decision.truth === 'present') ? 100 : 0;
  const missed = labels.filter(({ matchedAt }) => matchedAt === 0).length;
  const loose = detections.filter(({ matchedAt, confidence }) => matchedAt === 0 && confidence > 0.25).length;
  return wrong + missed + loose;
}
