import { resolve } from 'node:path';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { readCoco } from '../../../shared/formats/coco/read-coco.ts';
import { readCvat } from '../../../shared/formats/cvat/read-cvat.ts';
import type { ForeignLabels } from '../../../shared/formats/exchange/foreign-labels.ts';
import { type ForeignFormat, formatTitle } from '../../../shared/formats/exchange/format.ts';
import { readLabelStudio, type SeveralAnnotators } from '../../../shared/formats/label-studio/read-label-studio.ts';
import { readVoc, type VocFile } from '../../../shared/formats/pascal-voc/read-voc.ts';
import { type VocCounting, vocLabels } from '../../../shared/formats/pascal-voc/voc-labels.ts';
import { decodeText } from '../../../shared/formats/text.ts';
import { errorCode } from '../../platform/index.ts';
import { filesOfFormat, findLabelFiles, type LabelFile, sizeProblem } from './label-files.ts';

export type ReadRequest = {
  readonly path: string;
  readonly format: ForeignFormat;
  readonly severalAnnotators: SeveralAnnotators;
  readonly vocCounting: VocCounting | null;
};

/** What the files say, those refused one by one, and how many there were. */
export type ReadLabels = {
  readonly files: number;
  readonly labels: ForeignLabels;
  readonly refused: readonly Problem[];
};

const kept = 'None of its labels were imported.';

/** Reads every label file of this format at a place. Pure reading: nothing is written and no database is asked. */
export function readLabels(
  request: ReadRequest,
  onFile: (done: number, total: number) => void = () => undefined,
): Result<ReadLabels> {
  const path = resolve(request.path);
  const found = findLabelFiles(path);
  if (!found.ok) return found;
  const files = filesOfFormat(request.format, found.value.files);
  if (files.length === 0) {
    return failure(
      'nothing-to-do',
      `${path} holds no file in the form of ${formatTitle[request.format]}. Nothing was changed. Name the folder or file the labels lie in.`,
    );
  }
  const refused: Problem[] = [];
  const parts: ForeignLabels[] = [];
  const vocFiles: VocFile[] = [];
  for (const [at, file] of files.entries()) {
    onFile(at, files.length);
    const text = textOf(file);
    if (!text.ok) {
      refused.push(text.problem);
      continue;
    }
    if (request.format === 'pascal-voc') {
      const voc = readVoc(text.value, file.path);
      if (voc.ok) vocFiles.push(voc.value);
      else refused.push(voc.problem);
      continue;
    }
    const labels = readOne(request, text.value, file.path);
    if (labels.ok) parts.push(labels.value);
    else refused.push(labels.problem);
  }
  if (request.format === 'pascal-voc') parts.push(vocLabels(vocFiles, request.vocCounting));
  return success({ files: files.length, labels: joined(parts), refused });
}

function readOne(request: ReadRequest, text: string, file: string): Result<ForeignLabels> {
  if (request.format === 'cvat') return readCvat(text, file);
  if (request.format === 'coco') return readCoco(text, file);
  return readLabelStudio(text, file, request.severalAnnotators);
}

function textOf(file: LabelFile): Result<string> {
  const tooLarge = sizeProblem(file);
  if (tooLarge) return { ok: false, problem: tooLarge };
  try {
    return decodeText(file.read(), file.path, 'label-invalid', kept);
  } catch (cause) {
    const why = errorCode(cause) ?? String(cause);
    return failure(
      'file-unreadable',
      `${file.path} cannot be read (${why}). ${kept} Check the file, then import again.`,
      {
        file: file.path,
      },
    );
  }
}

function joined(parts: readonly ForeignLabels[]): ForeignLabels {
  return {
    classes: [...new Set(parts.flatMap(({ classes }) => classes))],
    images: parts.flatMap(({ images }) => images),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}
