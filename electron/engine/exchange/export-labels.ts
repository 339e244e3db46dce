import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LabelExportReport } from '../../../shared/contract/exchange.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { writeCoco } from '../../../shared/formats/coco/write-coco.ts';
import { writeCvat } from '../../../shared/formats/cvat/write-cvat.ts';
import { exportNotes } from '../../../shared/formats/exchange/export-notes.ts';
import type { ExchangeFormat, ForeignFormat } from '../../../shared/formats/exchange/format.ts';
import type { LabelledImage } from '../../../shared/formats/exchange/labelled-image.ts';
import { labellingInterface, writeLabelStudio } from '../../../shared/formats/label-studio/write-label-studio.ts';
import { writeLabelMap, writeVoc } from '../../../shared/formats/pascal-voc/write-voc.ts';
import { atomicWrite } from '../../platform/index.ts';
import { exportYoloLabels, imagesToExport, rawPicture, type StoredImage } from '../annotations/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';

/** Where each format's readers look for the pictures. */
const pictureFolder: Readonly<Record<ForeignFormat, string>> = {
  cvat: 'images',
  'label-studio': 'images',
  'pascal-voc': 'JPEGImages',
  coco: 'images',
};

/**
 * Writes all labels in the format of another tool, with the pictures: CVAT `annotations.xml`, Label Studio `tasks.json` and the labelling
 * interface, VOC `Annotations/`, COCO `annotations/instances_default.json`. What the format cannot carry is in the report's sentences.
 * Problems: `already-exists` (a folder that is not empty), `cancelled`.
 */
export async function exportExchange(
  workspace: Workspace,
  input: { readonly folder: string; readonly format: ExchangeFormat; readonly images: boolean },
  control: JobControl,
): Promise<Result<LabelExportReport>> {
  if (input.format === 'yolo') return exportYoloLabels(workspace, input, control);
  const { format } = input;
  const folder = resolve(input.folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    return failure('already-exists', `${folder} is not empty. Nothing was written. Choose an empty or a new folder.`);
  }
  mkdirSync(folder, { recursive: true });
  const stored = imagesToExport(workspace);
  const images = stored.map(({ exported, size, content }): LabelledImage => ({ name: exported.image, size, content }));
  const refused = input.images
    ? await writePictures(workspace, join(folder, pictureFolder[format]), stored, control)
    : success([]);
  if (!refused.ok) return refused;
  control.report({ activity: 'writing labels' });
  await writeLabels(folder, format, images, classNames(workspace));
  const count = (state: string) => images.filter(({ content }) => content.state === state).length;
  return success({
    folder,
    format,
    boxes: count('boxes'),
    noObject: count('no-object'),
    unlabelled: count('unlabelled'),
    notCarried: [...exportNotes(format)],
    refused: [...refused.value],
  });
}

async function writeLabels(
  folder: string,
  format: ForeignFormat,
  images: readonly LabelledImage[],
  classes: readonly string[],
): Promise<void> {
  switch (format) {
    case 'cvat':
      return writePieces(join(folder, 'annotations.xml'), writeCvat(images, classes, basename(folder)));
    case 'label-studio':
      atomicWrite(join(folder, 'labeling-interface.xml'), labellingInterface(classes));
      return writePieces(join(folder, 'tasks.json'), writeLabelStudio(images, classes, pictureFolder[format]));
    case 'coco':
      mkdirSync(join(folder, 'annotations'), { recursive: true });
      return writePieces(join(folder, 'annotations', 'instances_default.json'), writeCoco(images, classes));
    case 'pascal-voc': {
      const listed: string[] = [];
      for (const [at, image] of images.entries()) {
        const text = writeVoc(image, classes);
        const name = image.name.replace(/\.[^./]*$/, '');
        if (text === null) continue;
        atomicWrite(join(folder, 'Annotations', `${name}.xml`), text);
        listed.push(name);
        if (at % 50 === 49) await new Promise((go) => setImmediate(go));
      }
      atomicWrite(join(folder, 'ImageSets', 'Main', 'default.txt'), listed.map((name) => `${name}\n`).join(''));
      return atomicWrite(join(folder, 'labelmap.txt'), writeLabelMap(classes));
    }
  }
}

/** Under another name until it is whole: the file of all labels is the last thing of an export. */
async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const unfinished = `${path}.part`;
  await pipeline(Readable.from(pieces), createWriteStream(unfinished));
  renameSync(unfinished, path);
}

async function writePictures(
  workspace: Workspace,
  folder: string,
  images: readonly StoredImage[],
  control: JobControl,
): Promise<Result<Problem[]>> {
  const refused: Problem[] = [];
  for (const [at, image] of images.entries()) {
    if (control.signal.aborted) {
      return failure(
        'cancelled',
        `The export was stopped after ${at} of ${images.length} pictures; they lie in ${folder}. Delete it to start again.`,
      );
    }
    const picture = rawPicture(workspace, image);
    if (picture.ok) atomicWrite(join(folder, image.exported.image), picture.value);
    else refused.push(picture.problem);
    control.report({ activity: 'writing pictures', done: at + 1, total: images.length, unit: 'images' });
    if (at % 10 === 9) await new Promise((go) => setImmediate(go));
  }
  return success(refused);
}
