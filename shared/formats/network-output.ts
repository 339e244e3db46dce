import type { Candidates } from '../domain/candidates.ts';
import type { OutputLayout } from '../domain/model-card.ts';
import { failure, type Result, success } from '../domain/problem.ts';
import type { Size } from '../domain/size.ts';
import { anchorCount, strides } from './output-layout.ts';

export type RawOutput = { readonly data: Float32Array; readonly dimensions: readonly number[] };
export type DecodeOptions = {
  readonly layout: OutputLayout;
  readonly classCount: number;
  readonly inputSize: Size;
  /** Only candidates strictly above are kept (compared as float32). */
  readonly confidenceAbove: number;
};

/**
 * Turns one picture's raw output into candidates in network pixels. A confidence that is not a number in 0..1, or a box above the
 * threshold that is not finite, is a problem (`model-invalid`): a broken answer must never look like "nothing found".
 */
export function decodeOutput(output: RawOutput, options: DecodeOptions): Result<Candidates> {
  const unexpected = unexpectedShape(output, options);
  if (unexpected !== null) return failure('model-invalid', unexpected);
  const collector = new CandidateCollector(Math.fround(options.confidenceAbove));
  if (options.layout === 'channels-first') collectChannelsFirst(output, options, collector);
  else if (options.layout === 'end-to-end') collectEndToEnd(output, options, collector);
  else collectGrid(output, options, collector);
  if (collector.broken !== null) {
    return failure(
      'model-invalid',
      `The network answered with ${collector.broken}; nothing can be concluded from this picture. Check the model on another picture or register it again.`,
    );
  }
  return success(collector.candidates());
}

function unexpectedShape(
  { data, dimensions }: RawOutput,
  { layout, classCount, inputSize }: DecodeOptions,
): string | null {
  const anchors = anchorCount(inputSize);
  const rows = dimensions[1] ?? 0;
  const expected =
    layout === 'channels-first'
      ? [1, 4 + classCount, anchors]
      : layout === 'grid'
        ? [1, anchors, 5 + classCount]
        : [1, rows, 6];
  const matches = dimensions.length === 3 && expected.every((size, axis) => size === dimensions[axis]);
  if (matches && data.length === expected[1]! * expected[2]!) return null;
  return `The network answered with [${dimensions.join(', ')}] instead of [${expected.join(', ')}]; register the model again.`;
}

/** Rows of channels: centre x, centre y, width, height, then one confidence a class; column i is anchor i. */
function collectChannelsFirst(
  { data }: RawOutput,
  { classCount, inputSize }: DecodeOptions,
  collector: CandidateCollector,
): void {
  const anchors = anchorCount(inputSize);
  for (let classIndex = 0; classIndex < classCount; classIndex++) {
    const row = (4 + classIndex) * anchors;
    for (let anchor = 0; anchor < anchors; anchor++) {
      if (!collector.wants(data[row + anchor]!)) continue;
      const halfWidth = data[2 * anchors + anchor]! / 2;
      const halfHeight = data[3 * anchors + anchor]! / 2;
      const x = data[anchor]!;
      const y = data[anchors + anchor]!;
      collector.add(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, data[row + anchor]!, classIndex);
    }
  }
}

/** One detection a row, already suppressed by the network: corners, confidence, class. */
function collectEndToEnd({ data }: RawOutput, { classCount }: DecodeOptions, collector: CandidateCollector): void {
  for (let at = 0; at < data.length; at += 6) {
    if (!collector.wants(data[at + 4]!)) continue;
    const classIndex = data[at + 5]!;
    if (!Number.isInteger(classIndex) || classIndex < 0 || classIndex >= classCount) {
      collector.broken ??= `class ${classIndex} of ${classCount}`;
      continue;
    }
    collector.add(data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!, data[at + 4]!, classIndex);
  }
}

/**
 * YOLOX without decoding: x, y relative to the cell in strides, width and height as logarithms of strides, objectness, class
 * confidences; grids of stride 8, 16, 32 one after the other, row by row. https://github.com/Megvii-BaseDetection/YOLOX
 */
function collectGrid(
  { data }: RawOutput,
  { classCount, inputSize }: DecodeOptions,
  collector: CandidateCollector,
): void {
  const columns = 5 + classCount;
  let at = 0;
  for (const stride of strides) {
    const cellsWide = Math.floor(inputSize.widthPx / stride);
    const cells = cellsWide * Math.floor(inputSize.heightPx / stride);
    for (let cell = 0; cell < cells; cell++, at += columns) {
      for (let classIndex = 0; classIndex < classCount; classIndex++) {
        const confidence = Math.fround(data[at + 4]! * data[at + 5 + classIndex]!);
        if (!collector.wants(confidence)) continue;
        const x = (data[at]! + (cell % cellsWide)) * stride;
        const y = (data[at + 1]! + Math.floor(cell / cellsWide)) * stride;
        const halfWidth = (Math.exp(data[at + 2]!) * stride) / 2;
        const halfHeight = (Math.exp(data[at + 3]!) * stride) / 2;
        collector.add(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, confidence, classIndex);
      }
    }
  }
}

/** Gathers candidates; `broken` says what made the whole answer unusable, if anything did. */
class CandidateCollector {
  broken: string | null = null;
  readonly #confidenceAbove: number;
  readonly #boxes: number[] = [];
  readonly #confidences: number[] = [];
  readonly #classIndexes: number[] = [];

  constructor(confidenceAbove: number) {
    this.#confidenceAbove = confidenceAbove;
  }

  /** Rounding of half-precision and fused sigmoids may reach just above 1; anything further is not a probability. */
  wants(confidence: number): boolean {
    if (!(confidence >= -0.001 && confidence <= 1.001)) this.broken ??= `a confidence of ${confidence}`;
    return confidence > this.#confidenceAbove;
  }

  add(xMin: number, yMin: number, xMax: number, yMax: number, confidence: number, classIndex: number): void {
    if (!Number.isFinite(xMin + yMin + xMax + yMax)) {
      this.broken ??= 'a box that is not finite';
      return;
    }
    if (xMax <= xMin || yMax <= yMin) return;
    this.#boxes.push(xMin, yMin, xMax, yMax);
    this.#confidences.push(Math.min(confidence, 1));
    this.#classIndexes.push(classIndex);
  }

  candidates(): Candidates {
    return {
      count: this.#confidences.length,
      boxes: Float32Array.from(this.#boxes),
      confidences: Float32Array.from(this.#confidences),
      classIndexes: Int32Array.from(this.#classIndexes),
    };
  }
}
