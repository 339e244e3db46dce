import type { AnnotationContent } from '../domain/annotation.ts';
import type { LabelledBox, SourceBox } from '../domain/box.ts';
import { failure, type Problem, type Result, success } from '../domain/problem.ts';
import type { Size } from '../domain/size.ts';
import { clipBox, normalisedFromCorners } from '../geometry/boxes.ts';
import { splitLines } from './text.ts';
import { parseYoloRow, type YoloRow } from './yolo-row.ts';

export type YoloLabelContext = {
  /** Path of the label file as sentences name it. */
  readonly file: string;
  /** Size of the upright source image. */
  readonly imageSize: Size;
  readonly classes: readonly string[];
  /** Where the class list comes from: `classes.txt`, `dataset.yaml`. */
  readonly classesFile: string;
};

export type ParsedLabels = { readonly content: AnnotationContent; readonly warnings: readonly Problem[] };

/**
 * A YOLO label file, `class x_center y_center width height` a row, normalised to the image, as boxes in source pixels.
 *
 * The file is imported or refused as a whole, so that no image ends up with some of its objects. An empty file, or one of blank
 * lines, states "no object". Boxes that reach out of the image are clipped, polygons become their bounding box, rows that repeat
 * a box are left out; each is said in a warning. A sixth value (a model's confidence) is refused: predictions are not labels.
 */
export function parseYoloLabels(text: string, context: YoloLabelContext): Result<ParsedLabels> {
  const boxes: (LabelledBox & { readonly line: number })[] = [];
  const warnings: Problem[] = [];
  for (const [index, written] of splitLines(text).entries()) {
    const row = written.replace('\ufeff', '').trim();
    if (row === '') continue;
    const line = index + 1;
    const where = { file: context.file, line };
    const parsed = parseYoloRow(row, context.classes, context.classesFile);
    const placed = parsed.ok ? placeInImage(parsed.value, context.imageSize) : { problem: parsed.problem };
    if ('problem' in placed) {
      const sentence = `${context.file}, line ${line}: ${placed.problem} The file was not imported; its image stays unlabelled. Correct the file and import it again.`;
      return failure('label-invalid', sentence, where);
    }
    for (const warning of placed.warnings) {
      warnings.push({ code: 'label-invalid', sentence: `${context.file}, line ${line}: ${warning}`, ...where });
    }
    boxes.push({ classIndex: placed.classIndex, box: placed.box, line });
  }
  const { unique, warning } = withoutDuplicates(boxes);
  if (warning !== null) {
    warnings.push({ code: 'label-invalid', sentence: `${context.file}: ${warning}`, file: context.file });
  }
  const content: AnnotationContent =
    unique.length === 0
      ? { state: 'no-object' }
      : { state: 'boxes', boxes: unique.map(({ classIndex, box }) => ({ classIndex, box })) };
  return success({ content, warnings });
}

/** Below this overshoot the box is clipped without a word: it is the rounding of a file with few decimals. */
const silentOvershootPx = 0.1;

type Placed =
  | { readonly classIndex: number; readonly box: SourceBox; readonly warnings: readonly string[] }
  | { readonly problem: string };

function placeInImage(row: YoloRow, { widthPx, heightPx }: Size): Placed {
  const xMin = row.xMin * widthPx;
  const yMin = row.yMin * heightPx;
  const xMax = row.xMax * widthPx;
  const yMax = row.yMax * heightPx;
  const box = clipBox({ xMin, yMin, xMax, yMax }, { widthPx, heightPx });
  if (!(box.xMax > box.xMin && box.yMax > box.yMin)) {
    return { problem: 'the box has no area inside the image.' };
  }
  const overshoots = [
    ['left', -xMin],
    ['top', -yMin],
    ['right', xMax - widthPx],
    ['bottom', yMax - heightPx],
  ] as const;
  const sides = overshoots
    .filter(([, px]) => px > silentOvershootPx)
    .map(([side, px]) => `${Number(px.toFixed(1))} px outside the image at the ${side}`);
  const warnings = [
    ...(row.polygonPoints === null
      ? []
      : [`a polygon of ${row.polygonPoints} points was reduced to its bounding box.`]),
    ...(sides.length === 0 ? [] : [`the box reaches ${sides.join(' and ')}; it was clipped to the image.`]),
  ];
  return { classIndex: row.classIndex, box, warnings };
}

/** Rows are compared as boxes, not as text. The same box with another class stays: only a person can say which is right. */
function withoutDuplicates<T extends LabelledBox & { readonly line: number }>(
  boxes: readonly T[],
): { readonly unique: readonly T[]; readonly warning: string | null } {
  const firstOfPlace = new Map<string, T>();
  const seen = new Set<string>();
  const unique: T[] = [];
  const duplicateLines: number[] = [];
  const contradictions: string[] = [];
  for (const labelled of boxes) {
    const place = Object.values(labelled.box)
      .map((px) => px.toFixed(4))
      .join(' ');
    const key = `${labelled.classIndex} ${place}`;
    if (seen.has(key)) {
      duplicateLines.push(labelled.line);
      continue;
    }
    seen.add(key);
    unique.push(labelled);
    const first = firstOfPlace.get(place);
    if (first === undefined) firstOfPlace.set(place, labelled);
    else contradictions.push(`Lines ${first.line} and ${labelled.line} give the same box two classes, both were kept.`);
  }
  const counted = duplicateLines.length === 1 ? '1 duplicate row was' : `${duplicateLines.length} duplicate rows were`;
  const parts = [
    ...(duplicateLines.length === 0
      ? []
      : [`${counted} left out (line${duplicateLines.length === 1 ? '' : 's'} ${duplicateLines.join(', ')}).`]),
    ...contradictions,
  ];
  return { unique, warning: parts.length === 0 ? null : parts.join(' ') };
}

/**
 * The label file of an image, or null where there must be none: "unlabelled" is no file, "no object" an empty one. Twelve
 * decimals: at most 1e-6 px lost on the way there and back for images of up to a million pixels a side.
 */
export function writeYoloLabels(content: AnnotationContent, imageSize: Size): string | null {
  switch (content.state) {
    case 'unlabelled':
      return null;
    case 'no-object':
      return '';
    case 'boxes':
      return content.boxes
        .map(({ classIndex, box }) => {
          const { xCentre, yCentre, width, height } = normalisedFromCorners(box, imageSize);
          return `${classIndex} ${[xCentre, yCentre, width, height].map(decimal).join(' ')}\n`;
        })
        .join('');
  }
}

/** Never in exponent form, which some readers of this format do not know. */
function decimal(value: number): string {
  return value.toFixed(12).replace(/\.?0+$/, '');
}
