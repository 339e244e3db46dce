import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { LabelExportReport } from '../../../shared/contract/exchange.ts';
import { type AnnotationContent, annotationContentSchema } from '../../../shared/domain/annotation.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { writeClasses } from '../../../shared/formats/classes.ts';
import { exportNotes } from '../../../shared/formats/exchange/export-notes.ts';
import { type ExportedName, exportedNames } from '../../../shared/formats/exported-names.ts';
import { writeYoloLabels } from '../../../shared/formats/yolo-labels.ts';
import { atomicWrite, errorCode, sha256 } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { layout, parseJson, rows } from '../store/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';

const imageRow = z.object({
  id: z.string(),
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
  width_px: z.int(),
  height_px: z.int(),
  content: z.string().nullable(),
});

/** A picture with its label and the names that an export gives both. */
export type StoredImage = {
  readonly path: string;
  readonly size: Size;
  readonly content: AnnotationContent;
  readonly exported: ExportedName;
  readonly imageId: string;
  readonly storage: 'copy' | 'reference';
  readonly storedPath: string;
};

export function imagesToExport({ store }: Pick<Workspace, 'store'>): StoredImage[] {
  const images = rows(
    store,
    imageRow,
    `SELECT id, path, storage, stored_path, width_px, height_px, content FROM image
     LEFT JOIN current_annotation ON current_annotation.image_id = image.id ORDER BY path, id`,
  );
  const names = exportedNames(images.map(({ path }) => path));
  return images.map((image, at) => ({
    path: image.path,
    size: { widthPx: image.width_px, heightPx: image.height_px },
    content: image.content === null ? { state: 'unlabelled' } : parseJson(annotationContentSchema, image.content),
    exported: names[at],
    imageId: image.id,
    storage: image.storage,
    storedPath: image.stored_path,
  }));
}

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
  const images = imagesToExport(workspace);
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
    const { content, size, exported } = image;
    const text = writeYoloLabels(content, size);
    if (text !== null) atomicWrite(join(folder, 'labels', exported.label), text);
    if (content.state === 'boxes') counts.boxes += 1;
    else if (content.state === 'no-object') counts.noObject += 1;
    else counts.unlabelled += 1;
    if (input.images) {
      const picture = rawPicture(workspace, image);
      if (picture.ok) atomicWrite(join(folder, 'images', exported.image), picture.value);
      else refused.push(picture.problem);
    }
    control.report({ activity: 'writing', done: at + 1, total: images.length, unit: 'images' });
    if (at % 50 === 49) await new Promise((go) => setImmediate(go));
  }
  return success({ folder, format: 'yolo', ...counts, notCarried: [...exportNotes('yolo')], refused });
}

/** The bytes as they were imported, or why they are not to be had. */
export function rawPicture(workspace: Pick<Workspace, 'folder'>, image: StoredImage): Result<Uint8Array> {
  const { path, storage, storedPath } = image;
  const file = storage === 'copy' ? join(layout.raw(workspace.folder), storedPath) : storedPath;
  const advice = 'Its label was written, the picture was not. Put the original file back, then export again.';
  try {
    const bytes = readFileSync(file);
    if (sha256(bytes) === image.imageId) return success(bytes);
    const sentence = `${path} was changed after it was imported (its SHA-256 is another). ${advice}`;
    return failure('image-changed', sentence, { file: path });
  } catch (error) {
    const sentence = `${path} cannot be read any more at ${file} (${errorCode(error) ?? String(error)}). ${advice}`;
    return failure('file-unreadable', sentence, { file: path });
  }
}
