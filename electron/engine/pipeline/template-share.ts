import { join } from 'node:path';
import { z } from 'zod';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { boxTransform, preparedSize } from '../../../shared/geometry/index.ts';
import { preparationHash } from '../../vision/index.ts';
import { isLookAlike } from '../images/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const memberRow = z.object({
  role: z.string(),
  width_px: z.int(),
  height_px: z.int(),
  attributes: z.string(),
  content: z.string(),
  path: z.string(),
});

/**
 * How hard a set is for a classical matcher: the share of the test role's look-alikes that a template from train, its threshold at 5 %
 * misses on calibration, reports as the object. Null where no picture is marked as a look-alike.
 */
export async function templateShare(
  workspace: Workspace,
  dataset: DatasetSummary,
  control: JobControl,
): Promise<Result<number | null>> {
  const { preparation } = dataset;
  const members = rows(
    workspace.store,
    memberRow,
    `SELECT member.role, image.width_px, image.height_px, image.attributes, annotation.content, prepared.path
     FROM dataset_member AS member
     JOIN image ON image.id = member.image_id
     JOIN annotation_revision AS annotation ON annotation.image_id = member.image_id AND annotation.revision = member.revision
     JOIN prepared ON prepared.image_id = member.image_id AND prepared.preparation = @preparation
     WHERE member.dataset_id = @datasetId ORDER BY member.file_name`,
    { datasetId: dataset.id, preparation: preparationHash(preparation) },
  ).map((row) => ({
    role: row.role,
    path: join(layout.preparedImages(workspace.folder), row.path),
    size: { widthPx: row.width_px, heightPx: row.height_px },
    content: parseJson(annotationContentSchema, row.content),
    isLookAlike: isLookAlike(parseJson(z.record(z.string(), z.string()), row.attributes)),
  }));
  const lookAlikes = members.filter((member) => member.role === 'test' && member.isLookAlike).map(({ path }) => path);
  const present = members
    .filter(({ role, content }) => role === 'calibration' && content.state === 'boxes')
    .map(({ path }) => path);
  const examples = members
    .filter(({ role }) => role === 'train')
    .flatMap(({ content, path, size }) => {
      if (content.state !== 'boxes') return [];
      const prepared = preparedSize(size, preparation);
      return content.boxes.map(({ box }) => ({
        path,
        box: boxTransform(size, preparation, prepared).sourceToPrepared(box),
      }));
    });
  if (lookAlikes.length === 0 || present.length === 0 || examples.length === 0) return success(null);
  control.report({ activity: 'measuring a template matcher', done: 0, total: null, unit: '' });
  const measured = await workspace.vision.call(
    'templateMatch',
    { examples, present, lookAlikes },
    { signal: control.signal },
  );
  return measured.ok ? success(measured.value.share) : measured;
}
