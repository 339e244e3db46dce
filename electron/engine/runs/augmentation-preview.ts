import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { AugmentationPreview } from '../../../shared/contract/datasets.ts';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { parseParams } from '../../../shared/formats/params.ts';
import { AugmentationPreviewer, type PreviewRequest } from '../../trainer/index.ts';
import { getDataset } from '../datasets/index.ts';
import { workspacePreparation } from '../sources/index.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { unequalisedPicture } from './training-images.ts';

export type PreviewInput = {
  readonly dataset: { readonly name: string; readonly version: number } | null;
  readonly picture: number;
  readonly paramsText: string;
  readonly epoch: number;
  readonly together: number;
};

const previewers = new WeakMap<Workspace, AugmentationPreviewer>();

/** As many as a mosaic can need, from all over the set. */
const othersForMosaic = 8;

const pictureRow = z.object({
  id: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
  width_px: z.int(),
  height_px: z.int(),
  content: z.string(),
});

/**
 * A picture with boxes as training would see it: of the train role of a version, or without one of all that is labelled. The trainer's own
 * code draws it, in a program of its own.
 */
export async function previewAugmentation(
  workspace: Workspace,
  input: PreviewInput,
): Promise<Result<AugmentationPreview>> {
  const params = parseParams(input.paramsText);
  if (!params.ok) return params;
  const dataset = input.dataset && getDataset(workspace, input.dataset.name, input.dataset.version);
  if (dataset && !dataset.ok) return dataset;
  const preparation = dataset ? dataset.value.preparation : workspacePreparation(workspace);
  const datasetId = dataset ? dataset.value.id : null;
  const count = countPictures(workspace, datasetId);
  if (preparation === null || count === 0)
    return failure('not-enough-data', 'No labelled image with a box is here to draw. Label one first.');
  const at = input.picture % count;
  const step = Math.max(1, Math.floor(count / othersForMosaic));
  const wanted = [at, ...(params.value.augment.mosaic > 0 ? places(count, step) : [])];
  const pictures: PreviewRequest['others'] = [];
  for (const place of wanted) {
    const picture = await preparedPicture(workspace, datasetId, place, preparation);
    if (!picture.ok) return picture;
    pictures.push(picture.value);
  }
  const [picture, ...others] = pictures;
  const previewer = previewers.get(workspace) ?? new AugmentationPreviewer();
  previewers.set(workspace, previewer);
  const { epoch, together } = input;
  const drawn = await previewer.draw({ picture, others, preparation, params: params.value, epoch, together });
  if (!drawn.ok) return drawn;
  const { id, path } = pictureAt(workspace, datasetId, at);
  return success({
    imageId: id,
    path,
    pictures: count,
    widthPx: drawn.value.network.widthPx,
    heightPx: drawn.value.network.heightPx,
    tiles: drawn.value.tiles,
  });
}

function places(count: number, step: number): number[] {
  return Array.from({ length: Math.min(othersForMosaic, count) }, (_, place) => (place * step) % count);
}

/** Images with a box: the members of train by file name, or every labelled image by path. */
const source = (datasetId: number | null) =>
  datasetId === null
    ? `FROM image JOIN annotation_revision AS annotation ON annotation.image_id = image.id AND annotation.revision = image.label_revision
       WHERE image.label_state = 'boxes' AND @datasetId IS NULL`
    : `FROM dataset_member AS member JOIN image ON image.id = member.image_id
       JOIN annotation_revision AS annotation ON annotation.image_id = member.image_id AND annotation.revision = member.revision
       WHERE member.dataset_id = @datasetId AND member.role = 'train' AND json_extract(annotation.content, '$.state') = 'boxes'`;

function countPictures({ store }: Workspace, datasetId: number | null): number {
  const sql = `SELECT count(*) AS count ${source(datasetId)}`;
  return rows(store, z.object({ count: z.int() }), sql, { datasetId })[0]?.count ?? 0;
}

function pictureAt({ store }: Workspace, datasetId: number | null, at: number): z.infer<typeof pictureRow> {
  const [row] = rows(
    store,
    pictureRow,
    `SELECT image.id, image.path, image.storage, image.stored_path, image.width_px, image.height_px, annotation.content
     ${source(datasetId)} ORDER BY ${datasetId === null ? 'image.path, image.id' : 'member.file_name'} LIMIT 1 OFFSET @at`,
    { datasetId, at },
  );
  if (!row) throw new Error(`there is no picture ${at}`);
  return row;
}

async function preparedPicture(
  workspace: Workspace,
  datasetId: number | null,
  at: number,
  preparation: Preparation,
): Promise<Result<PreviewRequest['picture']>> {
  const row = pictureAt(workspace, datasetId, at);
  const { path, call } = unequalisedPicture(workspace, row, preparation);
  if (!existsSync(path)) {
    const prepared = await workspace.vision.call('prepare', call);
    if (!prepared.ok) return prepared;
  }
  const content = parseJson(annotationContentSchema, row.content);
  return success({
    path,
    sourceSize: { widthPx: row.width_px, heightPx: row.height_px },
    boxes: content.state === 'boxes' ? content.boxes : [],
  });
}
