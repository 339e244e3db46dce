import type { Box } from '../../../shared/domain/box.ts';
import type { ConfusionMatrix } from '../../../shared/evaluation/confusion-matrix.ts';
import { detectionAt, labelAt } from '../../../shared/evaluation/match-table.ts';
import { intersectionOverUnion } from '../../../shared/geometry/boxes.ts';
import type { OpenedEvaluation } from './matches.ts';
import type { Rematched } from './rematched.ts';
import { classNameOf } from './words.ts';

/** One box over the picture and one row below it; boxes in source pixels. */
export type ShownBox = {
  readonly id: string;
  readonly kind: 'predicted' | 'truth';
  /** `P plug 0.88`, `GT plug`. */
  readonly tag: string;
  readonly className: string;
  readonly confidence: number | null;
  readonly box: Box;
  /** Under the threshold: drawn thin, the strongest one alone and only where no box is above it. */
  readonly isWeak: boolean;
  /** With the label it is matched to, or, unmatched, with the one the matrix of classes lays it against, else with the label of its class it overlaps most; null: with none. */
  readonly iou: number | null;
  readonly isMatched: boolean;
  /** Centre of the label under it to its own centre. */
  readonly offBy: { readonly xPx: number; readonly yPx: number } | null;
};

/** Ground truth first, then predictions by confidence. */
export function shownBoxes(
  opened: OpenedEvaluation,
  { matches, threshold, confusion }: Rematched,
  image: number,
): ShownBox[] {
  const { table, classes } = opened;
  const nameOf = (classIndex: number) => classNameOf(classes, classIndex);
  const truth = rowsOf(table.labelStarts, image).map((row): ShownBox => {
    const { classIndex, box } = labelAt(table, row);
    return {
      id: `truth ${row}`,
      kind: 'truth',
      tag: `GT ${nameOf(classIndex)}`,
      className: nameOf(classIndex),
      confidence: null,
      box,
      isWeak: false,
      iou: null,
      isMatched: false,
      offBy: null,
    };
  });
  const rows = rowsOf(table.detectionStarts, image);
  const limit = Math.fround(threshold);
  const above = rows.filter((row) => (table.confidences[row] ?? 0) > limit);
  const predicted = (above.length > 0 ? above : rows.slice(0, 1)).map((row): ShownBox => {
    const { classIndex, confidence, box } = detectionAt(table, row);
    const isMatched = matches.labelOf[row] !== -1 && above.length > 0;
    const under = isMatched
      ? { label: matches.labelOf[row] ?? 0, iou: matches.overlapOf[row] ?? 0 }
      : (laidAgainst(opened, confusion, row) ?? nearest(opened, row));
    return {
      id: `predicted ${row}`,
      kind: 'predicted',
      tag: `P ${nameOf(classIndex)} ${confidence.toFixed(2)}`,
      className: nameOf(classIndex),
      confidence,
      box,
      isWeak: above.length === 0,
      iou: under?.iou ?? null,
      isMatched,
      offBy: under && offset(labelAt(table, under.label).box, box),
    };
  });
  return [...truth, ...predicted];
}

/** The label, mostly of another class, that the matrix lays a detection against. */
function laidAgainst({ table }: OpenedEvaluation, confusion: ConfusionMatrix | null, row: number) {
  const label = confusion?.labelOf[row] ?? -1;
  return label === -1
    ? null
    : { label, iou: intersectionOverUnion(detectionAt(table, row).box, labelAt(table, label).box) };
}

/** The label of its class that a detection overlaps most. */
function nearest({ table }: OpenedEvaluation, row: number): { readonly label: number; readonly iou: number } | null {
  let best: { label: number; iou: number } | null = null;
  for (let pair = table.pairStarts[row] ?? 0; pair < (table.pairStarts[row + 1] ?? 0); pair++) {
    const iou = table.pairOverlaps[pair] ?? 0;
    if (best === null || iou > best.iou) best = { label: table.pairLabels[pair] ?? 0, iou };
  }
  return best;
}

function offset(truth: Box, found: Box): { readonly xPx: number; readonly yPx: number } {
  return {
    xPx: (found.xMin + found.xMax - truth.xMin - truth.xMax) / 2,
    yPx: (found.yMin + found.yMax - truth.yMin - truth.yMax) / 2,
  };
}

function rowsOf(starts: Uint32Array, image: number): number[] {
  const first = starts[image] ?? 0;
  return Array.from({ length: (starts[image + 1] ?? first) - first }, (_, index) => first + index);
}
