import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { type LabelImportReport, mostNamed } from '../../../shared/contract/exchange.ts';
import { failure, type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import { exportedNames } from '../../../shared/formats/exported-names.ts';
import { fileNameOf, stemOf } from '../../../shared/formats/folder-path.ts';
import { matchLabels } from '../../../shared/formats/label-layout.ts';
import { scanFolder } from '../folders/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { inTransaction, rows, type Store } from '../store/index.ts';
import { classNames, type Workspace } from '../workspace/index.ts';
import { labelReader } from './label-reader.ts';
import { appendRevision } from './revisions.ts';

const imageRow = z.object({ id: z.string(), path: z.string(), width_px: z.int(), height_px: z.int() });
type ImageRow = z.infer<typeof imageRow>;

/**
 * Reads label files for pictures that are here already: matched by their path below `images/` and `labels/`, by the name an export of
 * this workspace gives them, and where the folders differ by the name alone when only one picture has it. All of them are read first and
 * written in one transaction; a rehearsal takes it back and leaves the report.
 */
export async function importYoloLabels(
  workspace: Workspace,
  input: { readonly folder: string; readonly author: string; readonly isRehearsal: boolean },
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const folder = resolve(input.folder);
  if (!existsSync(folder))
    return failure('not-found', `There is no folder ${folder}. Nothing was changed. Check the path.`);
  control.report({ activity: `reading labels in ${basename(folder)}` });
  if (!input.isRehearsal) return readAndWrite(workspace, folder, input);
  return rehearsed(workspace.store, () => readAndWrite(workspace, folder, input));
}

/** What `work` would answer; everything it wrote is taken back. */
function rehearsed<T>(store: Store, work: () => T): T {
  let answer: { readonly value: T } | undefined;
  const takeBack = new Error('taken back');
  try {
    inTransaction(store, () => {
      answer = { value: work() };
      throw takeBack;
    });
  } catch (error) {
    if (error !== takeBack || answer === undefined) throw error;
    return answer.value;
  }
  throw takeBack;
}

function readAndWrite(
  workspace: Workspace,
  folder: string,
  input: { readonly author: string; readonly isRehearsal: boolean },
): Result<LabelImportReport> {
  const classesBefore = classNames(workspace);
  const files = scanFolder(folder);
  const images = rows(workspace.store, imageRow, 'SELECT id, path, width_px, height_px FROM image ORDER BY path, id');
  const texts = files.map(({ path }) => path).filter((path) => path.toLowerCase().endsWith('.txt'));
  // The pictures of the workspace stand in for files beside the labels, so that the rules are those of the import.
  const layout = matchLabels([...new Set([...images.map(({ path }) => path), ...texts])]);
  const reader = labelReader(workspace, files, layout, { declared: null, classes: null });
  const refused: Problem[] = [...layout.problems, ...reader.problems];
  const warnings: Problem[] = [];
  const found: { readonly image: ImageRow; readonly label: string }[] = [];
  const labelOf = new Map(layout.images.map(({ image, label }) => [image, label]));
  for (const image of images) {
    const label = labelOf.get(image.path);
    if (label) found.push({ image, label });
  }
  // Settled already: given to a picture, or refused with its sentence.
  const settled = new Set([...found.map(({ label }) => label), ...refused.map(({ file }) => file ?? '')]);
  const names = exportedNames(images.map(({ path }) => path));
  const byExportedLabel = new Map(images.map((image, at) => [`labels/${names[at].label}`, image]));
  for (const label of texts.filter((path) => !settled.has(path) && !layout.classLists.includes(path))) {
    const own = byExportedLabel.get(label);
    if (own) {
      if (!found.some((entry) => entry.image.id === own.id)) found.push({ image: own, label });
      continue;
    }
    const [image, another] = images.filter(({ path }) => stemOf(path) === stemOf(label));
    if (!image) continue;
    if (another) {
      refused.push({
        code: 'label-ambiguous',
        sentence: `${label} could belong to ${image.path} or ${another.path}. It was given to none of them. Keep the folders of the pictures.`,
        file: label,
      });
    } else if (!found.some((entry) => entry.image.id === image.id)) found.push({ image, label });
  }
  if (found.length === 0 && refused.length === 0) {
    return failure(
      'nothing-to-do',
      `No label file in ${folder} has the name of a picture that is here (${fileNameOf(images[0]?.path ?? 'none')}, ...). Nothing was changed.`,
    );
  }
  const counts = { changed: 0, replaced: 0, unchanged: 0, boxes: 0 };
  const says = { boxes: 0, noObject: 0, open: 0, unlabelled: 0 };
  inTransaction(workspace.store, () => {
    for (const { image, label } of found) {
      const read = reader.read(label, { widthPx: image.width_px, heightPx: image.height_px });
      if (!read.ok) {
        refused.push(read.problem);
        continue;
      }
      warnings.push(...read.value.warnings);
      const revision = appendRevision(workspace.store, {
        imageId: image.id,
        content: read.value.content,
        author: input.author,
        origin: `label import ${folder}`,
      });
      const { content } = read.value;
      if (content.state === 'boxes') {
        says.boxes += 1;
        counts.boxes += content.boxes.length;
      } else says.noObject += 1;
      if (!revision.changed) counts.unchanged += 1;
      else {
        counts.changed += 1;
        if (revision.revision > 1) counts.replaced += 1;
      }
    }
  });
  const spoken = new Set([...found.map(({ label }) => label), ...refused.map(({ file }) => file ?? '')]);
  const labelFiles = texts.filter((path) => !layout.classLists.includes(path));
  return success({
    folder,
    format: 'yolo',
    written: !input.isRehearsal,
    files: labelFiles.length,
    matched: found.length,
    ...counts,
    says,
    classesAdded: classNames(workspace).filter((name) => !classesBefore.includes(name)),
    notHere: labelFiles.filter((path) => !spoken.has(path)).length,
    scaled: 0,
    notCarried: [],
    refusedCount: refused.length,
    warningCount: warnings.length,
    refused: refused.slice(0, mostNamed),
    warnings: warnings.slice(0, mostNamed),
  });
}
