import { resolve } from 'node:path';
import type { ExchangeSource, LabelImportReport } from '../../../shared/contract/exchange.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type ExchangeFormat, formatTitle } from '../../../shared/formats/exchange/format.ts';
import { appendRevision, importYoloLabels } from '../annotations/index.ts';
import type { JobControl } from '../jobs/index.ts';
import { inTransaction } from '../store/index.ts';
import { adoptClasses, type Workspace } from '../workspace/index.ts';
import { detectFormat, findLabelFiles } from './label-files.ts';
import { type ImportPlan, planImport, renumbered } from './plan-import.ts';
import { readInThread } from './read-in-thread.ts';

/** Labels written in one transaction; between two of them the engine answers others. */
const writtenAtOnce = 200;

/** What an import would do: counts, what cannot be carried, every file and picture that would be refused. Nothing is written. */
export async function inspectExchange(
  workspace: Workspace,
  input: ExchangeSource,
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const format = formatOf(input);
  if (!format.ok) return format;
  if (format.value === 'yolo') return importYoloLabels(workspace, { ...input, author: '', isRehearsal: true }, control);
  const plan = await readPlan(workspace, { ...input, format: format.value }, control);
  return plan.ok ? success(plan.value.report) : plan;
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
  const plan = await readPlan(workspace, { ...input, format: format.value }, control);
  if (!plan.ok) return plan;
  return writePlan(
    workspace,
    plan.value,
    { author: input.author, origin: `label import ${resolve(input.folder)} (${formatTitle[format.value]})` },
    control,
  );
}

function formatOf(input: ExchangeSource): Result<ExchangeFormat> {
  if (input.format !== null) return success(input.format);
  const found = findLabelFiles(resolve(input.folder));
  return found.ok ? detectFormat(resolve(input.folder), found.value) : found;
}

async function readPlan(
  workspace: Workspace,
  source: ExchangeSource & { readonly format: Exclude<ExchangeFormat, 'yolo'> },
  control: JobControl,
): Promise<Result<ImportPlan>> {
  const folder = resolve(source.folder);
  control.report({ activity: 'reading label files' });
  const { format, severalAnnotators, vocCounting } = source;
  const read = await readInThread({ path: folder, format, severalAnnotators, vocCounting }, control);
  if (!read.ok) return read;
  control.report({ activity: 'finding the pictures', done: 0, total: null, unit: '' });
  return planImport(workspace, { folder, withoutBoxes: source.withoutBoxes }, format, read.value);
}

async function writePlan(
  workspace: Workspace,
  { classes, labels, report }: ImportPlan,
  { author, origin }: { readonly author: string; readonly origin: string },
  control: JobControl,
): Promise<Result<LabelImportReport>> {
  const { store } = workspace;
  const adopted = inTransaction(store, () => adoptClasses(workspace, classes));
  const counts = { changed: 0, unchanged: 0 };
  for (let at = 0; at < labels.length; at += writtenAtOnce) {
    if (control.signal.aborted) {
      return failure(
        'cancelled',
        `The import was stopped: ${at} of ${labels.length} labels are in and kept. The same import goes on from there.`,
      );
    }
    inTransaction(store, () => {
      for (const { image, content } of labels.slice(at, at + writtenAtOnce)) {
        const change = { imageId: image.imageId, content: renumbered(content, adopted.indexOf), author, origin };
        if (appendRevision(store, change).changed) counts.changed += 1;
        else counts.unchanged += 1;
      }
    });
    control.report({
      activity: 'writing labels',
      done: Math.min(at + writtenAtOnce, labels.length),
      total: labels.length,
      unit: 'labels',
    });
    await new Promise((go) => setImmediate(go));
  }
  return success({ ...report, ...counts, written: true, classesAdded: adopted.added });
}
