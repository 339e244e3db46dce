import { z } from 'zod';
import type { LabelImage } from '../../../shared/contract/labelling.ts';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { preparationHash } from '../../vision/index.ts';
import { imageCard } from '../images/index.ts';
import { preparationSentence, workspacePreparation } from '../sources/index.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { proposalsOf } from './proposals.ts';

const imageRow = z.object({
  source: z.string(),
  mean: z.number(),
  contrast: z.number(),
  sharpness: z.number(),
  label_revision: z.int(),
  content: z.string().nullable(),
  author: z.string().nullable(),
  created_at: z.string().nullable(),
  prepared_width: z.int().nullable(),
  prepared_height: z.int().nullable(),
});

const reviewRow = z.object({ state: z.string(), reviewer: z.string(), reviewedAt: z.string(), comment: z.string() });

/** One image for the editor: a few rows by their keys, whatever the workspace's size. */
export function labelImage(workspace: Workspace, imageId: string): Result<LabelImage> {
  const { store } = workspace;
  const preparation = workspacePreparation(workspace);
  const [row] = rows(
    store,
    imageRow,
    `SELECT source, mean, contrast, sharpness, label_revision, content, author, created_at,
       prepared.width_px AS prepared_width, prepared.height_px AS prepared_height
     FROM image
     LEFT JOIN annotation_revision AS label ON label.image_id = image.id AND label.revision = label_revision
     LEFT JOIN prepared ON prepared.image_id = image.id AND prepared.preparation = @preparation
     WHERE image.id = @imageId`,
    { imageId, preparation: preparation === null ? '' : preparationHash(preparation) },
  );
  const card = imageCard(workspace, imageId);
  if (!row || card === null) return failure('not-found', 'This image is not in the workspace.');
  const [review] = rows(
    store,
    reviewRow,
    `SELECT state, reviewer, reviewed_at AS reviewedAt, comment FROM review
     WHERE image_id = @imageId AND revision = @revision ORDER BY id DESC LIMIT 1`,
    { imageId, revision: row.label_revision },
  );
  return success({
    imageId,
    path: card.path,
    source: row.source,
    widthPx: card.widthPx,
    heightPx: card.heightPx,
    capturedAt: card.capturedAt,
    revision: row.label_revision,
    content: row.content === null ? { state: 'unlabelled' } : parseJson(annotationContentSchema, row.content),
    author: row.author,
    savedAt: row.created_at,
    reviewState: card.reviewState,
    review: review ?? null,
    measures: { mean: row.mean, contrast: row.contrast, sharpness: row.sharpness },
    flags: card.flags,
    disagreement: card.disagreement,
    prepared:
      preparation === null || row.prepared_width === null || row.prepared_height === null
        ? null
        : {
            preparation,
            sentence: preparationSentence(preparation),
            size: { widthPx: row.prepared_width, heightPx: row.prepared_height },
          },
    proposals: proposalsOf(store, imageId),
  });
}
