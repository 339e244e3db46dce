import { describe, expect, it } from 'vitest';
import type { OutputLayout } from '../../../shared/domain/model-card.ts';
import { decodeOutput } from '../../../shared/formats/network-output.ts';
import { channelsFirstTable } from '../../support/onnx-models.ts';

const inputSize = { widthPx: 32, heightPx: 32 };

function decode(
  layout: OutputLayout,
  classCount: number,
  dimensions: number[],
  data: Float32Array,
  confidenceAbove = 0.25,
) {
  const result = decodeOutput({ data, dimensions }, { layout, classCount, inputSize, confidenceAbove });
  if (!result.ok) return result.problem.sentence;
  const { count, boxes, confidences, classIndexes } = result.value;
  return Array.from({ length: count }, (_, index) => ({
    box: [...boxes.subarray(4 * index, 4 * index + 4)],
    confidence: confidences[index],
    classIndex: classIndexes[index],
  }));
}

describe('decoding a channels-first output', () => {
  it('turns centre and size into corners, one candidate for each class above the threshold', () => {
    const table = channelsFirstTable(2, 21, [
      { anchor: 3, centre: [16, 12], size: [8, 4], scores: [0.75, 0.5] },
      { anchor: 20, centre: [4, 28], size: [6, 6], scores: [0.25, 0] },
    ]);
    expect(decode('channels-first', 2, [1, 6, 21], table)).toEqual([
      { box: [12, 10, 20, 14], confidence: 0.75, classIndex: 0 },
      { box: [12, 10, 20, 14], confidence: 0.5, classIndex: 1 },
    ]);
  });

  it('keeps what is strictly above the threshold in float32', () => {
    const table = channelsFirstTable(1, 21, [{ anchor: 0, centre: [16, 16], size: [8, 8], scores: [0.3] }]);
    expect(decode('channels-first', 1, [1, 5, 21], table, 0.3)).toEqual([]);
    expect(decode('channels-first', 1, [1, 5, 21], table, 0.29999)).toHaveLength(1);
  });

  it('leaves out boxes without area', () => {
    const table = channelsFirstTable(1, 21, [{ anchor: 0, centre: [16, 16], size: [0, 8], scores: [0.9] }]);
    expect(decode('channels-first', 1, [1, 5, 21], table)).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 7, -1])(
    'calls the whole answer unusable when a confidence is %d',
    (score) => {
      const table = channelsFirstTable(1, 21, [{ anchor: 5, centre: [16, 16], size: [8, 8], scores: [score] }]);
      expect(decode('channels-first', 1, [1, 5, 21], table)).toContain(`a confidence of ${score}`);
    },
  );

  it('calls the whole answer unusable when a box above the threshold is not finite', () => {
    const table = channelsFirstTable(1, 21, [{ anchor: 5, centre: [16, Number.NaN], size: [8, 8], scores: [0.9] }]);
    expect(decode('channels-first', 1, [1, 5, 21], table)).toContain('a box that is not finite');
  });

  it('refuses an answer of another size', () => {
    expect(decode('channels-first', 1, [1, 6, 21], new Float32Array(126))).toContain(
      '[1, 6, 21] instead of [1, 5, 21]',
    );
    expect(decode('channels-first', 1, [1, 5, 21], new Float32Array(100))).toContain('instead of');
  });
});

describe('decoding an end-to-end output', () => {
  it('takes corners, confidence and class from each row', () => {
    const rows = Float32Array.of(1, 2, 11, 12, 0.9, 1, 0, 0, 0, 0, 0, 0);
    expect(decode('end-to-end', 2, [1, 2, 6], rows)).toEqual([
      { box: [1, 2, 11, 12], confidence: Math.fround(0.9), classIndex: 1 },
    ]);
  });

  it.each([2, -1, 0.5])('calls the answer unusable when a detection is of class %d of two', (classIndex) => {
    expect(decode('end-to-end', 2, [1, 1, 6], Float32Array.of(1, 2, 11, 12, 0.9, classIndex))).toContain(
      `class ${classIndex}`,
    );
  });
});

describe('decoding a grid output', () => {
  it('adds the cell, multiplies by the stride and takes objectness times class confidence', () => {
    const rows = new Float32Array(21 * 7);
    // Cell 6 of the 4x4 grid of stride 8 is column 2, row 1; cell 18 is column 0, row 1 of the 2x2 grid of stride 16; 20 the one of stride 32.
    rows.set([0.5, 0.25, Math.log(2), 0, 0.8, 0.5, 1], 6 * 7);
    rows.set([0.25, 0.5, 0, 0, 1, 0, 0.5], 18 * 7);
    rows.set([0.5, 0.5, 0, 0, 0.2, 1, 1], 20 * 7);
    expect(decode('grid', 2, [1, 21, 7], rows)).toEqual([
      { box: [12, 6, 28, 14], confidence: expect.closeTo(0.4, 6), classIndex: 0 },
      { box: [12, 6, 28, 14], confidence: expect.closeTo(0.8, 6), classIndex: 1 },
      { box: [-4, 16, 12, 32], confidence: 0.5, classIndex: 1 },
    ]);
  });
});
