import { join } from 'node:path';
import { z } from 'zod';
import type { PreLabelInput, PreLabelReport } from '../../../shared/contract/labelling.ts';
import type { Detection } from '../../../shared/domain/box.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { isAboveThreshold } from '../../../shared/domain/verdict.ts';
import { type OperationCall, preparationHash } from '../../vision/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { getModel, hostReference } from '../models/index.ts';
import { rawPath } from '../sources/index.ts';
import { inTransaction, layout, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { storeProposals, worthShowing } from './proposals.ts';

/** Pictures under way at once. */
const inFlight = 4;
/** Proposals written together: one write to the disk for each would cost more than the looking. */
const writtenTogether = 32;
/** The highest score is wanted also where it is low: how uncertain a model is, is told from it. */
const confidenceAbove = 0.001;

const imageRow = z.object({
  id: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
  width_px: z.int(),
  height_px: z.int(),
  prepared_path: z.string().nullable(),
});
type ImageRow = z.infer<typeof imageRow>;

/**
 * Lets a model look at images and keeps what it found as proposals. No label is read or changed: what a person said stays, whatever the
 * model says. Stopped half-way, what it found until then is kept.
 */
export async function preLabel(
  workspace: Workspace,
  input: PreLabelInput,
  control: JobControl,
): Promise<Result<PreLabelReport>> {
  const found = getModel(workspace, input.model);
  if (!found.ok) return found;
  const model = found.value;
  const { preparation, decision } = model.card;
  const images = imagesToLookAt(workspace, input, preparationHash(preparation));
  if (images.length === 0) {
    return failure(
      'nothing-to-do',
      'There is no image to pre-label. Nothing was changed. Import images, or choose others.',
    );
  }
  const report = { images: 0, withBoxes: 0, boxes: 0, failed: 0, problems: [] as PreLabelReport['problems'] };
  let waiting: { image: ImageRow; detections: readonly Detection[] }[] = [];
  const write = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    const madeAt = new Date().toISOString();
    inTransaction(workspace.store, () => {
      for (const { image, detections } of batch) {
        storeProposals(workspace.store, {
          imageId: image.id,
          model: model.name,
          version: model.version,
          boxes: worthShowing(detections).map((detection) => ({ ...detection, isRejected: false })),
          topScore: Math.max(0, ...detections.map(({ confidence }) => confidence)),
          madeAt,
        });
      }
    });
  };
  let next = 0;
  const lanes = Array.from({ length: inFlight }, async () => {
    for (let at = next++; at < images.length && !control.signal.aborted; at = next++) {
      const image = images[at];
      const answer = await workspace.vision.call(
        'predict',
        { model: hostReference(model), picture: pictureOf(workspace, image), preparation, confidenceAbove },
        { signal: control.signal },
      );
      if (control.signal.aborted) return;
      report.images += 1;
      if (answer.ok) {
        const { detections } = answer.value;
        const above = detections.filter(({ confidence }) => isAboveThreshold(confidence, decision.threshold)).length;
        report.boxes += above;
        if (above > 0) report.withBoxes += 1;
        waiting.push({ image, detections });
        if (waiting.length >= writtenTogether) write();
      } else {
        report.failed += 1;
        if (report.problems.length < 100) report.problems.push({ path: image.path, sentence: answer.problem.sentence });
      }
      control.report({
        activity: `pre-labelling with ${model.name}@${model.version}`,
        done: report.images,
        total: images.length,
        unit: 'images',
      });
    }
  });
  await Promise.all(lanes);
  write();
  if (control.signal.aborted) {
    return failure(
      'cancelled',
      `Stopped after ${report.images} of ${images.length} images. The proposals made until then are kept, no label was changed.`,
    );
  }
  return success({ model: `${model.name}@${model.version}`, ...report });
}

function imagesToLookAt({ store }: Workspace, { images, limit }: PreLabelInput, preparation: string): ImageRow[] {
  const which =
    'imageIds' in images
      ? 'image.id IN (SELECT value FROM json_each(@ids))'
      : { unlabelled: "label_state = 'unlabelled'", labelled: "label_state <> 'unlabelled'", all: '1' }[images.queue];
  return rows(
    store,
    imageRow,
    `SELECT image.id, image.path, storage, stored_path, image.width_px, image.height_px, prepared.path AS prepared_path
     FROM image LEFT JOIN prepared ON image_id = image.id AND preparation = @preparation
     WHERE ${which} AND @ids IS NOT NULL ORDER BY captured_at_local IS NULL, captured_at_local, image.rowid LIMIT @limit`,
    { preparation, limit, ids: 'imageIds' in images ? JSON.stringify(images.imageIds) : '' },
  );
}

function pictureOf(workspace: Workspace, image: ImageRow): OperationCall<'predict'>['picture'] {
  if (image.prepared_path !== null) {
    const sourceSize = { widthPx: image.width_px, heightPx: image.height_px };
    return { kind: 'prepared', path: join(layout.preparedImages(workspace.folder), image.prepared_path), sourceSize };
  }
  const path = rawPath(workspace.folder, { storage: image.storage, storedPath: image.stored_path });
  return { kind: 'raw', source: { kind: 'path', path, name: image.path, expectedSha256: image.id } };
}
