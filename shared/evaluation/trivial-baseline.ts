import type { Detection, LabelledBox } from '../domain/box.ts';

/**
 * The trivial baseline's answer, the same for every image: per class the mean training box (source pixels) with a constant score
 * of 1. A set on which that scores well measures nothing. Empty without a training box.
 */
export function baselineDetections(trainingLabels: Iterable<LabelledBox>): readonly Detection[] {
  const sums = new Map<number, { count: number; xMin: number; yMin: number; xMax: number; yMax: number }>();
  for (const { classIndex, box } of trainingLabels) {
    const sum = sums.get(classIndex) ?? { count: 0, xMin: 0, yMin: 0, xMax: 0, yMax: 0 };
    sums.set(classIndex, {
      count: sum.count + 1,
      xMin: sum.xMin + box.xMin,
      yMin: sum.yMin + box.yMin,
      xMax: sum.xMax + box.xMax,
      yMax: sum.yMax + box.yMax,
    });
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([classIndex, { count, xMin, yMin, xMax, yMax }]) => ({
      classIndex,
      confidence: 1,
      box: { xMin: xMin / count, yMin: yMin / count, xMax: xMax / count, yMax: yMax / count },
    }));
}
