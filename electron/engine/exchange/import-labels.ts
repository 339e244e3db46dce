import { resolve } from 'node:path';
import type { ExchangeSource, LabelImportReport } from '../../../shared/contract/exchange.ts';
import type { AnnotationContent } from '../../../shared/domain/annotation.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type ExchangeFormat, type ForeignFormat, formatTitle } from '../../../shared/formats/exchange/format.ts';
import { appendRevision, currentAnnotation, importYoloLabels, sameContent } from '../annotations/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { inTransaction } from '../store/index.ts';
import { adoptClasses, classNames, type Workspace } from '../workspace/index.ts';
import { imagesHere } from './images-here.ts';
import { detectFormat, findLabelFiles } from './label-files.ts';
import { readInThread } from './read-in-thread.ts';
import type { SettledLabels } from './settle-labels.ts';

/** Labels compared or written in one go, in one transaction; between two of them the engine answers others. */
const atOnce = 200;

/** What an import would do: counts, what cannot be carried, every file and picture that would be refused. Nothing is written. */
export async function inspectExchange(
  workspace: Workspace,
  input: ExchangeSource,
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const format = formatOf(input);
  if (!format.ok) return format;
  if (format.value === 'yolo') return importYoloLabels(workspace, { ...input, author: '', isRehearsal: true }, control);
  const labels = await settled(workspace, { ...input, format: format.value }, control);
  return labels.ok ? compareWithCurrent(workspace, labels.value, control) : labels;
}

/**
 * Takes over labels of another tool for pictures that are here: every change is a revision. File by file and picture by picture, what is
 * refused is said and the rest goes on. Stopped half-way, what is written is kept and the same import goes on from there.
 */
export async function importExchange(
  workspace: Workspace,
  input: ExchangeSource & { readonly author: string },
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const format = formatOf(input);
  if (!format.ok) return format;
  if (format.value === 'yolo') return importYoloLabels(workspace, { ...input, isRehearsal: false }, control);
  const labels = await settled(workspace, { ...input, format: format.value }, control);
  if (!labels.ok) return labels;
  const origin = `label import ${resolve(input.folder)} (${formatTitle[format.value]})`;
  return write(workspace, labels.value, { author: input.author, origin }, control);
}

function formatOf(input: ExchangeSource): Result<ExchangeFormat> {
  if (input.format !== null) return success(input.format);
  const found = findLabelFiles(resolve(input.folder));
  return found.ok ? detectFormat(resolve(input.folder), found.value) : found;
}

async function settled(
  workspace: Workspace,
  source: ExchangeSource & { readonly format: ForeignFormat },
  control: JobControl,
): Promise<Result<SettledLabels>> {
  const { format, withoutBoxes, severalAnnotators, vocCounting } = source;
  const folder = resolve(source.folder);
  control.report({ activity: 'reading label files' });
  return readInThread(
    {
      read: { path: folder, format, severalAnnotators, vocCounting },
      settle: { folder, format, withoutBoxes, classes: classNames(workspace) },
      here: await imagesHere(workspace),
    },
    control,
  );
}

/** Holds what was settled against the labels that are here. */
async function compareWithCurrent(
  workspace: Workspace,
  { classes, labels, report }: SettledLabels,
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const all = [...new Set([...classNames(workspace), ...classes])];
  const indexOf = classes.map((name) => all.indexOf(name));
  const counts = { changed: 0, replaced: 0, unchanged: 0 };
  for (let at = 0; at < labels.length; at += atOnce) {
    if (control.signal.aborted) return failure('cancelled', 'The inspection was stopped. Nothing was changed.');
    for (const { imageId, content } of labels.slice(at, at + atOnce)) {
      const current = currentAnnotation(workspace.store, imageId).content;
      if (sameContent(current, renumbered(content, indexOf))) counts.unchanged += 1;
      else {
        counts.changed += 1;
        if (current.state !== 'unlabelled') counts.replaced += 1;
      }
    }
    control.report({ activity: 'comparing labels', done: at, total: labels.length, unit: 'labels' });
    await new Promise((go) => setImmediate(go));
  }
  return success({ ...report, ...counts, written: false });
}

async function write(
  workspace: Workspace,
  { classes, labels, report }: SettledLabels,
  { author, origin }: { readonly author: string; readonly origin: string },
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const { store } = workspace;
  const adopted = inTransaction(store, () => adoptClasses(workspace, classes));
  const counts = { changed: 0, replaced: 0, unchanged: 0 };
  for (let at = 0; at < labels.length; at += atOnce) {
    if (control.signal.aborted) {
      return failure(
        'cancelled',
        `The import was stopped: ${at} of ${labels.length} labels are in and kept. The same import goes on from there.`,
      );
    }
    inTransaction(store, () => {
      for (const { imageId, content } of labels.slice(at, at + atOnce)) {
        const before = currentAnnotation(store, imageId).content.state;
        const change = { imageId, content: renumbered(content, adopted.indexOf), author, origin };
        if (!appendRevision(store, change).changed) counts.unchanged += 1;
        else {
          counts.changed += 1;
          if (before !== 'unlabelled') counts.replaced += 1;
        }
      }
    });
    control.report({
      activity: 'writing labels',
      done: Math.min(at + atOnce, labels.length),
      total: labels.length,
      unit: 'labels',
    });
    await new Promise((go) => setImmediate(go));
  }
  return success({ ...report, ...counts, written: true, classesAdded: adopted.added });
}

function renumbered(content: AnnotationContent, indexOf: readonly number[]): AnnotationContent {
  if (content.state !== 'boxes') return content;
  return {
    state: 'boxes',
    boxes: content.boxes.map(({ classIndex, box }) => ({ classIndex: indexOf[classIndex], box })),
  };
}
