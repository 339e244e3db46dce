import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { LabelExportReport } from '../../../shared/contract/annotations.ts';
import { annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { writeClasses } from '../../../shared/formats/classes.ts';
import { writeYoloLabels } from '../../../shared/formats/yolo-labels.ts';
import { atomicWrite, errorCode, sha256 } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout, parseJson, rows } from '../store/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';
import { exportedNames } from './exported-names.ts';

const imageRow = z.object({
  id: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
  width_px: z.int(),
  height_px: z.int(),
  content: z.string().nullable(),
});

/**
 * Writes `images/`, `labels/` and `classes.txt`: an empty label file says "no object", a missing one "unlabelled". Folders and names
 * stay as they came; where two pictures would share one label file, the second gets its type in its name. A referenced picture that is
 * gone or was changed is left out with a sentence; its label is written all the same.
 */
export async function exportYoloLabels(
  workspace: Workspace,
  input: { readonly folder: string; readonly images: boolean },
  control: JobControl,
): Promise<Result<LabelExportReport>> {
  const folder = resolve(input.folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    return failure('already-exists', `${folder} is not empty. Nothing was written. Choose an empty or a new folder.`);
  }
  const images = rows(
    workspace.store,
    imageRow,
    `SELECT id, path, storage, stored_path, width_px, height_px, content FROM image
     LEFT JOIN current_annotation ON current_annotation.image_id = image.id ORDER BY path, id`,
  );
  const names = exportedNames(images.map(({ path }) => path));
  const counts = { boxes: 0, noObject: 0, unlabelled: 0 };
  const refused: Problem[] = [];
  const classes = classNames(workspace);
  mkdirSync(join(folder, 'labels'), { recursive: true });
  if (classes.length > 0) atomicWrite(join(folder, 'classes.txt'), writeClasses(classes));
  for (const [at, image] of images.entries()) {
    if (control.signal.aborted) {
      return failure(
        'cancelled',
        `The export was stopped after ${at} of ${images.length} images; they lie in ${folder}. Delete it to start again.`,
      );
    }
    const content =
      image.content === null ? ({ state: 'unlabelled' } as const) : parseJson(annotationContentSchema, image.content);
    const text = writeYoloLabels(content, { widthPx: image.width_px, heightPx: image.height_px });
    if (text !== null) atomicWrite(join(folder, 'labels', names[at].label), text);
    if (content.state === 'boxes') counts.boxes += 1;
    else if (content.state === 'no-object') counts.noObject += 1;
    else counts.unlabelled += 1;
    if (input.images) {
      const picture = rawPicture(workspace, image);
      if (picture.ok) atomicWrite(join(folder, 'images', names[at].image), picture.value);
      else refused.push(picture.problem);
    }
    control.report({ activity: 'writing', done: at + 1, total: images.length, unit: 'images' });
    if (at % 50 === 49) await new Promise((go) => setImmediate(go));
  }
  return success({ folder, ...counts, refused });
}

/** The bytes as they were imported, or why they are not to be had. */
function rawPicture(workspace: Workspace, image: z.infer<typeof imageRow>): Result<Uint8Array> {
  const { path, storage, stored_path } = image;
  const file = storage === 'copy' ? join(layout.raw(workspace.folder), stored_path) : stored_path;
  const advice = 'Its label was written, the picture was not. Put the original file back, then export again.';
  try {
    const bytes = readFileSync(file);
    if (sha256(bytes) === image.id) return success(bytes);
    const sentence = `${path} was changed after it was imported (its SHA-256 is another). ${advice}`;
    return failure('image-changed', sentence, { file: path });
  } catch (error) {
    const sentence = `${path} cannot be read any more at ${file} (${errorCode(error) ?? String(error)}). ${advice}`;
    return failure('file-unreadable', sentence, { file: path });
  }
}
