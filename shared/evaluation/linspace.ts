/**
 * `count` (at least 2) evenly spaced numbers from `start` to `stop`, with numpy.linspace's own rounding: index * step + start, the
 * last one set to `stop`. One IoU threshold is 0.8999999999999999 and ten recall points differ from i / 100; parity with
 * pycocotools needs exactly these.
 */
export function linspace(start: number, stop: number, count: number): readonly number[] {
  const step = (stop - start) / (count - 1);
  const values = Array.from({ length: count }, (_, index) => index * step + start);
  values[count - 1] = stop;
  return values;
}

/** 0.50:0.05:0.95. Bit i of a `matchedAt` mask stands for the i-th. */
export const iouThresholds = linspace(0.5, 0.95, 10);

/** The 101 recall points of the average-precision formulas. */
export const recallPoints = linspace(0, 1, 101);
