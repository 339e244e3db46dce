import { z } from 'zod';
import type { ImageSummary } from '../../../shared/contract/images.ts';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const rowSchema = z
  .object({
    id: z.string(),
    path: z.string(),
    source: z.string(),
    format: z.string(),
    width_px: z.int(),
    height_px: z.int(),
    bytes: z.int(),
    mean: z.number(),
    contrast: z.number(),
    sharpness: z.number(),
    clipped_share: z.number(),
    captured_at_local: z.string().nullable(),
    duplicate_of: z.string().nullable(),
    content: z.string().nullable(),
  })
  .transform(
    (row): ImageSummary => ({
      id: row.id,
      path: row.path,
      source: row.source,
      format: row.format,
      widthPx: row.width_px,
      heightPx: row.height_px,
      bytes: row.bytes,
      mean: row.mean,
      contrast: row.contrast,
      sharpness: row.sharpness,
      clippedShare: row.clipped_share,
      capturedAt: row.captured_at_local,
      duplicateOf: row.duplicate_of,
      annotation: row.content === null ? { state: 'unlabelled' } : parseJson(annotationContentSchema, row.content),
    }),
  );

export function listImages(
  { store }: Pick<Workspace, 'store'>,
  page: { readonly limit: number; readonly offset: number },
): { readonly total: number; readonly images: ImageSummary[] } {
  const [{ total }] = rows(store, z.object({ total: z.int() }), 'SELECT count(*) AS total FROM image');
  const images = rows(
    store,
    rowSchema,
    `SELECT image.*, current_annotation.content FROM image
     LEFT JOIN current_annotation ON current_annotation.image_id = image.id
     ORDER BY image.path, image.id LIMIT @limit OFFSET @offset`,
    page,
  );
  return { total, images };
}
