import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { ImageDetail } from '../../../shared/contract/images.ts';
import { preparationSchema } from '../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { roleSchema } from '../../../shared/domain/role.ts';
import { annotationHistory } from '../annotations/index.ts';
import { preparationSentence, rawPath } from '../sources/index.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { blockOf, imageCard } from './cards.ts';

const imageRow = z.object({
  import_id: z.int(),
  folder: z.string(),
  started_at: z.string(),
  source: z.string(),
  stored_path: z.string(),
  storage: z.enum(['copy', 'reference']),
  format: z.string(),
  bytes: z.int(),
  pixel_sha256: z.string(),
  mean: z.number(),
  contrast: z.number(),
  sharpness: z.number(),
  clipped_share: z.number(),
  captured_from: z.string().nullable(),
  attributes: z.string(),
  imported_at: z.string(),
});

/** Everything known of one image, and where each piece comes from. */
export function imageDetail(workspace: Pick<Workspace, 'store' | 'folder'>, imageId: string): Result<ImageDetail> {
  const { store } = workspace;
  const at = { imageId };
  const card = imageCard(workspace, imageId);
  const [row] = rows(
    store,
    imageRow,
    'SELECT image.*, import.folder, import.started_at FROM image JOIN import ON import.id = import_id WHERE image.id = @imageId',
    at,
  );
  if (!row || card === null) return failure('not-found', 'This image is not in the workspace.');
  const filePath = rawPath(workspace.folder, { storage: row.storage, storedPath: row.stored_path });
  return success({
    card,
    source: row.source,
    format: row.format,
    bytes: row.bytes,
    pixelSha256: row.pixel_sha256,
    storage: row.storage,
    filePath,
    isFileThere: existsSync(filePath),
    capturedFrom: row.captured_from,
    block: blockOf(workspace, imageId),
    measures: { mean: row.mean, contrast: row.contrast, sharpness: row.sharpness, clippedShare: row.clipped_share },
    attributes: parseJson(z.record(z.string(), z.string()), row.attributes),
    import: { id: row.import_id, folder: row.folder, startedAt: row.started_at },
    importedAt: row.imported_at,
    locations: rows(
      store,
      locationRow,
      'SELECT folder, path FROM image_location WHERE image_id = @imageId ORDER BY folder, path',
      at,
    ),
    preparations: rows(store, preparationRow, preparationsSql, at).map(({ content, ...prepared }) => ({
      ...prepared,
      sentence: preparationSentence(parseJson(preparationSchema, content)),
    })),
    duplicates: rows(
      store,
      duplicateRow,
      'SELECT id, path FROM image WHERE pixel_sha256 = @hash AND id <> @imageId ORDER BY imported_at, id',
      { ...at, hash: row.pixel_sha256 },
    ),
    labels: annotationHistory(workspace, imageId),
    reviews: rows(store, reviewRow, reviewsSql, at),
    datasets: rows(store, datasetRow, datasetsSql, at),
    evaluations: rows(store, evaluationRow, evaluationsSql, at),
  });
}

const locationRow = z.object({ folder: z.string(), path: z.string() });
const duplicateRow = z.object({ id: z.string(), path: z.string() });

const preparationRow = z.object({ hash: z.string(), content: z.string(), widthPx: z.int(), heightPx: z.int() });
const preparationsSql = `SELECT hash, content, width_px AS widthPx, height_px AS heightPx FROM prepared
  JOIN preparation ON preparation.hash = prepared.preparation WHERE image_id = @imageId ORDER BY prepared.rowid`;

const reviewRow = z.object({
  revision: z.int(),
  state: z.string(),
  reviewer: z.string(),
  reviewedAt: z.string(),
  comment: z.string(),
});
const reviewsSql = `SELECT revision, state, reviewer, reviewed_at AS reviewedAt, comment FROM review
  WHERE image_id = @imageId ORDER BY id`;

const datasetRow = z.object({
  name: z.string(),
  version: z.int(),
  role: roleSchema,
  block: z.string(),
  revision: z.int(),
});
const datasetsSql = `SELECT name, version, role, block, revision FROM dataset_member JOIN dataset ON dataset.id = dataset_id
  WHERE image_id = @imageId ORDER BY dataset_id DESC`;

const evaluationRow = z.object({
  id: z.int(),
  model: z.string(),
  modelVersion: z.int(),
  dataset: z.string(),
  datasetVersion: z.int(),
  role: roleSchema,
  createdAt: z.string(),
  score: z.number().nullable(),
  threshold: z.number(),
  verdict: z.string().nullable(),
});
const evaluationsSql = `SELECT evaluation.id, model_name AS model, model_version AS modelVersion, dataset.name AS dataset,
    dataset.version AS datasetVersion, evaluation.role, evaluation.created_at AS createdAt, json_extract(result, '$.decision.score') AS score,
    json_extract(figures, '$.figures.threshold.tau') AS threshold, json_extract(result, '$.decision.verdict') AS verdict
  FROM evaluation_image JOIN evaluation ON evaluation.id = evaluation_id JOIN dataset ON dataset.id = dataset_id
  WHERE image_id = @imageId ORDER BY evaluation.id DESC`;
