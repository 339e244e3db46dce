import type { Box } from '../../domain/box.ts';
import type { ForeignBox } from '../exchange/foreign-labels.ts';
import { finiteNumber, isObject, type JsonObject, listOf, wordOf } from '../exchange/json.ts';
import { countLoss, type LossKind } from '../exchange/losses.ts';
import { EntryFault } from '../exchange/shape-text.ts';
import { boxAround, boxAroundTurned, isTurned, type Point } from '../exchange/upright-box.ts';

/** The upright box of one annotation. Throws an `EntryFault`; counts what is lost. */
export function readCocoAnnotation(
  annotation: JsonObject,
  categories: ReadonlyMap<string, string>,
  losses: Partial<Record<LossKind, number>>,
): ForeignBox {
  const category = wordOf(annotation.category_id) ?? '?';
  const className = categories.get(category);
  if (className === undefined) throw new EntryFault(`the category id ${category} is not among the categories.`);
  if (annotation.iscrowd === 1 || annotation.iscrowd === true) {
    throw new EntryFault(
      'it is a crowd region (iscrowd), several objects in one, which is not a box of one object. Label this picture by hand.',
    );
  }
  if ('score' in annotation && annotation.score !== null) {
    throw new EntryFault('it carries a score: predictions are not labels.');
  }
  const outline = polygonPoints(annotation.segmentation);
  const box = boxOf(annotation, outline, losses);
  if (isObject(annotation.segmentation)) countLoss(losses, 'mask');
  else if (outline.length > 0 && !isRectangle(outline, box)) countLoss(losses, 'polygon');
  if (listOf(annotation.keypoints).length > 0) countLoss(losses, 'skeleton');
  countMarks(annotation, losses);
  return { className, box };
}

/** `bbox` as x, y, width, height; a tool that left it out gave an outline. */
function boxOf(annotation: JsonObject, outline: readonly Point[], losses: Partial<Record<LossKind, number>>): Box {
  const written = listOf(annotation.bbox);
  if (written.length === 0) {
    const around = boxAround(outline);
    if (around === null) throw new EntryFault('bbox is missing.');
    return around;
  }
  const [left, top, width, height] = written.map(finiteNumber);
  if (written.length !== 4 || left == null || top == null || width == null || height == null) {
    throw new EntryFault(`bbox is ${JSON.stringify(annotation.bbox).slice(0, 60)}, not four numbers.`);
  }
  if (!(width > 0 && height > 0))
    throw new EntryFault(`bbox is ${width} wide and ${height} high; both must be greater than 0.`);
  const degrees = turnOf(annotation);
  if (!isTurned(degrees)) return { xMin: left, yMin: top, xMax: left + width, yMax: top + height };
  countLoss(losses, 'rotated-box');
  return boxAroundTurned({ left, top, width, height }, degrees, [left + width / 2, top + height / 2]);
}

/** CVAT writes the turn of a box into its attributes; the box beside it is the one before turning. */
function turnOf(annotation: JsonObject): number {
  return isObject(annotation.attributes) ? (finiteNumber(annotation.attributes.rotation) ?? 0) : 0;
}

function countMarks({ attributes }: JsonObject, losses: Partial<Record<LossKind, number>>): void {
  if (!isObject(attributes)) return;
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'rotation' || name === 'track_id' || name === 'keyframe') continue;
    if (name !== 'occluded') countLoss(losses, 'attribute');
    else if (value === true) countLoss(losses, 'occluded');
  }
}

function polygonPoints(segmentation: unknown): Point[] {
  return listOf(segmentation).flatMap((ring) => {
    const values = listOf(ring).map(finiteNumber);
    const points: Point[] = [];
    for (let at = 0; at + 1 < values.length; at += 2) {
      const [x, y] = [values[at], values[at + 1]];
      if (x == null || y == null) throw new EntryFault('segmentation holds something that is not a number.');
      points.push([x, y]);
    }
    return points;
  });
}

/** Is the outline only the box once more? Then nothing is lost. */
function isRectangle(outline: readonly Point[], { xMin, yMin, xMax, yMax }: Box): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.02;
  return (
    outline.length <= 5 &&
    outline.every(([x, y]) => (near(x, xMin) || near(x, xMax)) && (near(y, yMin) || near(y, yMax)))
  );
}
