import { z } from 'zod';
import type {
  EvaluatedPicture,
  EvaluationMatches,
  EvaluationSummary,
  LabelChange,
} from '../../../shared/contract/evaluations.ts';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { matchColumnsOf } from '../../../shared/evaluation/match-columns.ts';
import { getModel } from '../models/index.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { imageResults } from './evaluation-rows.ts';

const placeRow = z.object({ id: z.string(), path: z.string(), width_px: z.int(), height_px: z.int() });

/** All predictions and labels of an evaluation in one answer, the numbers packed. */
export function evaluationMatches(workspace: Workspace, evaluation: EvaluationSummary): Result<EvaluationMatches> {
  const model = getModel(workspace, `${evaluation.model}@${evaluation.modelVersion}`);
  if (!model.ok) return model;
  const { images, detections, labels } = matchColumnsOf(imageResults(workspace, evaluation.id));
  const places = new Map(
    rows(
      workspace.store,
      placeRow,
      `SELECT image.id, image.path, image.width_px, image.height_px FROM evaluation_image
       JOIN image ON image.id = evaluation_image.image_id WHERE evaluation_id = @id`,
      { id: evaluation.id },
    ).map((row) => [row.id, { path: row.path, widthPx: row.width_px, heightPx: row.height_px }]),
  );
  return success({
    evaluationId: evaluation.id,
    classes: model.value.card.classes,
    images: images.map((image) => ({ ...image, ...(places.get(image.imageId) ?? noPlace) })),
    detections: packed(detections),
    labels: packed(labels),
  });
}

const noPlace = { path: '', widthPx: 0, heightPx: 0 };

/** Lowest byte first, as every machine this runs on has them. */
function packed({ buffer, byteOffset, byteLength }: Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

const changeRow = z
  .object({ image_id: z.string(), author: z.string(), created_at: z.string(), content: z.string() })
  .transform(
    (row): LabelChange => ({
      imageId: row.image_id,
      author: row.author,
      changedAt: row.created_at,
      content: parseJson(annotationContentSchema, row.content),
    }),
  );

/** Labels that have a newer revision than the one that was frozen. */
export function labelChanges({ store }: Workspace, evaluationId: number): LabelChange[] {
  return rows(
    store,
    changeRow,
    `SELECT now.image_id, now.author, now.created_at, now.content FROM evaluation
     JOIN evaluation_image ON evaluation_image.evaluation_id = evaluation.id
     JOIN dataset_member AS member ON member.dataset_id = evaluation.dataset_id AND member.image_id = evaluation_image.image_id
     JOIN image ON image.id = member.image_id AND image.label_revision > member.revision
     JOIN annotation_revision AS now ON now.image_id = image.id AND now.revision = image.label_revision
     JOIN annotation_revision AS frozen ON frozen.image_id = image.id AND frozen.revision = member.revision
     WHERE evaluation.id = @evaluationId AND now.content <> frozen.content ORDER BY now.created_at DESC`,
    { evaluationId },
  );
}

const pictureRow = z.object({
  captured_at_local: z.string().nullable(),
  attributes: z.string(),
  author: z.string(),
  created_at: z.string(),
  origin: z.string(),
  reviewed_by: z.string().nullable(),
});

export function evaluatedPicture(
  { store }: Workspace,
  evaluation: EvaluationSummary,
  imageId: string,
): Result<EvaluatedPicture> {
  const [row] = rows(
    store,
    pictureRow,
    `SELECT image.captured_at_local, image.attributes, label.author, label.created_at, label.origin,
       (SELECT reviewer FROM review WHERE review.image_id = image.id AND review.revision = member.revision
          AND review.state = 'reviewed' ORDER BY review.id DESC LIMIT 1) AS reviewed_by
     FROM evaluation
     JOIN dataset_member AS member ON member.dataset_id = evaluation.dataset_id AND member.image_id = @imageId
     JOIN image ON image.id = member.image_id
     JOIN annotation_revision AS label ON label.image_id = image.id AND label.revision = member.revision
     WHERE evaluation.id = @evaluationId`,
    { evaluationId: evaluation.id, imageId },
  );
  if (!row) return failure('not-found', `The evaluation ${evaluation.id} has no image ${imageId.slice(0, 12)}.`);
  return success({
    imageId,
    capturedAt: row.captured_at_local,
    attributes: parseJson(z.record(z.string(), z.string()), row.attributes),
    label: {
      author: row.author,
      createdAt: row.created_at,
      origin: row.origin,
      reviewedBy: row.reviewed_by,
    },
  });
}
