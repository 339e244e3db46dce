import { join } from 'node:path';
import { z } from 'zod';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import type { EvaluationImage } from '../../../shared/domain/evaluation.ts';
import type { ModelCard } from '../../../shared/domain/model-card.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { type OperationCall, preparationHash } from '../../vision/index.ts';
import { isMisplaced } from '../images/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { rawPath } from '../sources/index.ts';
import { layout, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const memberRow = z.object({
  image_id: z.string(),
  block: z.string(),
  episode: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
  width_px: z.int(),
  height_px: z.int(),
  attributes: z.string(),
  content: z.string(),
  prepared_path: z.string().nullable(),
});

/** A member with what the model found on it, ready to be evaluated. */
export type PredictedMember = EvaluationImage & { readonly attributes: Readonly<Record<string, string>> };

/** Pictures under way at once. */
const inFlight = 4;
/** Every detection an average precision needs. */
const confidenceAbove = 0.001;

/**
 * Lets a model look at every picture of one role of a dataset version. Pictures that were prepared the model's way are taken as they
 * lie; others are prepared from the raw picture.
 */
export async function predictMembers(
  workspace: Workspace,
  model: { readonly reference: OperationCall<'predict'>['model']; readonly card: Pick<ModelCard, 'preparation'> },
  dataset: { readonly id: number; readonly role: Role },
  control: JobControl,
): Promise<Result<PredictedMember[]>> {
  const { preparation } = model.card;
  const members = rows(
    workspace.store,
    memberRow,
    `SELECT member.image_id, member.block, member.episode, image.path, image.storage, image.stored_path, image.width_px, image.height_px,
       image.attributes, annotation_revision.content, prepared.path AS prepared_path
     FROM dataset_member AS member
     JOIN image ON image.id = member.image_id
     JOIN annotation_revision ON annotation_revision.image_id = member.image_id AND annotation_revision.revision = member.revision
     LEFT JOIN prepared ON prepared.image_id = member.image_id AND prepared.preparation = @preparation
     WHERE member.dataset_id = @datasetId AND member.role = @role
     ORDER BY member.file_name`,
    { datasetId: dataset.id, role: dataset.role, preparation: preparationHash(preparation) },
  );
  const predicted = new Array<PredictedMember>(members.length);
  const problems: string[] = [];
  let next = 0;
  let done = 0;
  const lanes = Array.from({ length: inFlight }, async () => {
    for (let at = next++; at < members.length && !control.signal.aborted; at = next++) {
      const member = members[at];
      const answer = await workspace.vision.call(
        'predict',
        { model: model.reference, picture: pictureOf(workspace, member), preparation, confidenceAbove },
        { signal: control.signal },
      );
      done += 1;
      control.report({ activity: `predicting on ${dataset.role}`, done, total: members.length, unit: 'images' });
      if (!answer.ok) {
        problems.push(answer.problem.sentence);
        continue;
      }
      const content = parseJson(annotationContentSchema, member.content);
      const attributes = parseJson(z.record(z.string(), z.string()), member.attributes);
      predicted[at] = {
        imageId: member.image_id,
        blockKey: member.block,
        episodeKey: member.episode,
        truth: content.state === 'boxes' ? content.boxes : [],
        detections: answer.value.detections,
        ...(isMisplaced(attributes) ? { misplaced: true } : {}),
        attributes,
      };
    }
  });
  await Promise.all(lanes);
  if (control.signal.aborted)
    return failure('cancelled', 'Stopped while the model was looking at the pictures. Nothing was stored.');
  if (problems.length > 0) {
    return failure(
      'model-invalid',
      `The model could not look at ${problems.length} of ${members.length} pictures, so there are no figures. The first: ${problems[0]}`,
    );
  }
  return success(predicted);
}

function pictureOf(workspace: Workspace, member: z.infer<typeof memberRow>): OperationCall<'predict'>['picture'] {
  if (member.prepared_path !== null) {
    const sourceSize = { widthPx: member.width_px, heightPx: member.height_px };
    return { kind: 'prepared', path: join(layout.preparedImages(workspace.folder), member.prepared_path), sourceSize };
  }
  const path = rawPath(workspace.folder, { storage: member.storage, storedPath: member.stored_path });
  return { kind: 'raw', source: { kind: 'path', path, name: member.path, expectedSha256: member.image_id } };
}
