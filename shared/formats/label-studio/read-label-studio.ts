import { failure, type Result, success } from '../../domain/problem.ts';
import type { Size } from '../../domain/size.ts';
import type { ForeignContent, ForeignImage, ForeignLabels } from '../exchange/foreign-labels.ts';
import { isObject, type JsonObject, listOf, parseJsonFile, wordOf } from '../exchange/json.ts';
import { countLoss, type Losses, type LossKind } from '../exchange/losses.ts';
import { pictureField, pictureNames } from '../exchange/picture-names.ts';
import { EntryFault } from '../exchange/shape-text.ts';
import { tasksOfMinimalExport } from './minimal-export.ts';
import { readRegions } from './regions.ts';

const kept = 'No label of this file was imported.';

/** Several annotators say different things of one picture: leave it as it is, or take the newest annotation. */
export type SeveralAnnotators = 'refuse' | 'newest';

/**
 * Label Studio's JSON (full) and JSON-MIN exports, and files of single annotations as its storages write them. A submitted annotation
 * without a region says "no object", a task without an annotation "unlabelled". Skipped annotations, predictions and drafts are counted
 * and not carried. Of several annotations of a task a ground truth is taken; else they must agree.
 */
export function readLabelStudio(
  text: string,
  file: string,
  severalAnnotators: SeveralAnnotators = 'refuse',
): Result<ForeignLabels> {
  const parsed = parseJsonFile(text, file, kept);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const entries = (Array.isArray(root) ? root : [root]).filter(isObject);
  const tasks = tasksOfMinimalExport(entries).map(withOwnTask);
  if (tasks.length === 0 || !tasks.some((task) => isObject(task.data))) {
    return failure('label-invalid', `${file} lists no task with data; this is no export of Label Studio. ${kept}`, {
      file,
    });
  }
  return success({
    classes: [],
    images: tasks.map((task, at) => readTask(task, at, file, severalAnnotators)),
    warnings: [],
  });
}

/** A storage of the tool holds one annotation a file, its task inside. */
function withOwnTask(entry: JsonObject): JsonObject {
  if (!isObject(entry.task) || entry.data !== undefined) return entry;
  return { ...entry.task, annotations: [entry], predictions: [] };
}

function readTask(task: JsonObject, at: number, file: string, severalAnnotators: SeveralAnnotators): ForeignImage {
  const address = pictureField(task.data);
  const place = `${file}, task ${wordOf(task.id) ?? at + 1}`;
  const losses: Partial<Record<LossKind, number>> = {};
  const { names, hasUploadName } = pictureNames(address ?? '');
  const last = names.at(-1);
  const read = decide(task, losses, severalAnnotators);
  return {
    place: last === undefined ? place : `${place} (${last})`,
    file,
    names,
    hasUploadName,
    size: read.size,
    unit: 'percent',
    content: read.content,
    losses: read.losses,
    warnings: read.warnings,
  };
}

type Decided = {
  readonly content: ForeignContent;
  readonly size: Size | null;
  readonly losses: Losses;
  readonly warnings: readonly string[];
};

type Read = {
  readonly annotation: JsonObject;
  readonly content: ForeignContent;
  readonly size: Size | null;
  readonly losses: Losses;
};

function decide(
  task: JsonObject,
  losses: Partial<Record<LossKind, number>>,
  severalAnnotators: SeveralAnnotators,
): Decided {
  const all = listOf(task.annotations ?? task.completions).filter(isObject);
  const submitted = all.filter((annotation) => annotation.was_cancelled !== true && annotation.skipped !== true);
  countLoss(losses, 'cancelled', all.length - submitted.length);
  countLoss(losses, 'prediction', listOf(task.predictions).length);
  countLoss(losses, 'draft', listOf(task.drafts).length);
  const read = submitted.map(readAnnotation);
  const decided = (chosen: Read, warnings: readonly string[] = []): Decided => ({
    content: chosen.content,
    size: chosen.size,
    losses: { ...losses, ...chosen.losses },
    warnings,
  });
  const [first] = read;
  if (first === undefined) return { content: { state: 'unlabelled' }, size: null, losses, warnings: [] };
  const truths = read.filter(({ annotation }) => annotation.ground_truth === true);
  if (truths.length === 1 && read.length > 1) return decided(truths[0]!);
  if (new Set(read.map(({ content }) => comparable(content))).size === 1) return decided(first);
  if (severalAnnotators === 'newest') {
    const newest = read.reduce((best, other) =>
      changedAt(other.annotation) > changedAt(best.annotation) ? other : best,
    );
    return decided(newest, [
      `${read.length} annotations differ; the newest, by ${annotator(newest.annotation)}, was taken.`,
    ]);
  }
  const who = read.map(({ annotation }) => annotator(annotation)).join(', ');
  const why = `${read.length} annotations (by ${who}) say different things. Mark one of them as ground truth in Label Studio, or import with "take the newest".`;
  return { content: { state: 'refused', why }, size: null, losses, warnings: [] };
}

function readAnnotation(annotation: JsonObject): Read {
  const losses: Partial<Record<LossKind, number>> = {};
  try {
    const { boxes, shapes, size } = readRegions(listOf(annotation.result), losses);
    const content: ForeignContent =
      boxes.length > 0 ? { state: 'boxes', boxes } : { state: shapes > 0 ? 'unlabelled' : 'no-object' };
    return { annotation, content, size, losses };
  } catch (fault) {
    if (!(fault instanceof EntryFault)) throw fault;
    return { annotation, content: { state: 'refused', why: fault.message }, size: null, losses };
  }
}

/** To a thousandth of a percent, in any order. */
function comparable(content: ForeignContent): string {
  if (content.state !== 'boxes') return content.state;
  return content.boxes
    .map(
      ({ className, box }) =>
        `${className} ${[box.xMin, box.yMin, box.xMax, box.yMax].map((value) => value.toFixed(3)).join(' ')}`,
    )
    .sort()
    .join('|');
}

function changedAt({ updated_at, created_at }: JsonObject): number {
  const time = Date.parse(wordOf(updated_at) ?? wordOf(created_at) ?? '');
  return Number.isNaN(time) ? 0 : time;
}

function annotator({ completed_by: by }: JsonObject): string {
  const named = isObject(by) ? (wordOf(by.email) ?? wordOf(by.username) ?? wordOf(by.id)) : wordOf(by);
  return named ?? 'unknown';
}
