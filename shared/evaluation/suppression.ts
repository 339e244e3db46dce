import type { Candidates } from '../domain/candidates.ts';

export type SuppressionOptions = {
  /** A candidate that overlaps a kept one of its class by more than this is dropped. */
  readonly overlapAbove: number;
  readonly maximumDetections: number;
};

export const standardSuppression = { overlapAbove: 0.7, maximumDetections: 300 } satisfies SuppressionOptions;

/**
 * Greedy class-aware non-maximum suppression: walks the candidates from the highest confidence and keeps each that overlaps no
 * kept one of its class by an IoU above the limit. Returns the indexes of the kept ones in that order, over all classes together.
 * Equal confidences are ordered by x_min, y_min, x_max, y_max, class: by content, never by place in the list.
 */
export function suppress(candidates: Candidates, options: SuppressionOptions = standardSuppression): number[] {
  const kept: number[] = [];
  const keptByClass = new Map<number, number[]>();
  for (const index of byConfidence(candidates)) {
    if (kept.length >= options.maximumDetections) break;
    const classIndex = candidates.classIndexes[index]!;
    const rivals = keptByClass.get(classIndex);
    if (rivals === undefined) {
      keptByClass.set(classIndex, [index]);
    } else {
      if (overlapsAny(candidates.boxes, index, rivals, options.overlapAbove)) continue;
      rivals.push(index);
    }
    kept.push(index);
  }
  return kept;
}

function byConfidence({ count, confidences, boxes, classIndexes }: Candidates): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  return order.sort((a, b) => {
    const difference = confidences[b]! - confidences[a]!;
    if (difference !== 0) return difference;
    for (let corner = 0; corner < 4; corner++) {
      const corners = boxes[4 * a + corner]! - boxes[4 * b + corner]!;
      if (corners !== 0) return corners;
    }
    return classIndexes[a]! - classIndexes[b]!;
  });
}

function overlapsAny(boxes: Float32Array, index: number, rivals: readonly number[], overlapAbove: number): boolean {
  const xMin = boxes[4 * index]!;
  const yMin = boxes[4 * index + 1]!;
  const xMax = boxes[4 * index + 2]!;
  const yMax = boxes[4 * index + 3]!;
  const area = (xMax - xMin) * (yMax - yMin);
  for (const rival of rivals) {
    const rivalXMin = boxes[4 * rival]!;
    const rivalYMin = boxes[4 * rival + 1]!;
    const rivalXMax = boxes[4 * rival + 2]!;
    const rivalYMax = boxes[4 * rival + 3]!;
    const width = Math.min(xMax, rivalXMax) - Math.max(xMin, rivalXMin);
    if (width <= 0) continue;
    const height = Math.min(yMax, rivalYMax) - Math.max(yMin, rivalYMin);
    if (height <= 0) continue;
    const shared = width * height;
    const union = area + (rivalXMax - rivalXMin) * (rivalYMax - rivalYMin) - shared;
    if (shared > overlapAbove * union) return true;
  }
  return false;
}
