import { describe, expect, test } from 'vitest';
import { matrixRows, stepInMatrix } from '../../../renderer/features/evaluations/confusion-rows.ts';
import { cellWords } from '../../../renderer/features/evaluations/words.ts';
import type { ConfusionMatrix } from '../../../shared/evaluation/confusion-matrix.ts';

const classes = ['patches', 'scratches'];
const matrix: ConfusionMatrix = {
  classCount: 2,
  threshold: 0.25,
  iouAtLeast: 0.5,
  counts: Uint32Array.of(90, 3, 7, 0, 0, 0, 4, 5, 0),
  labelOf: new Int32Array(0),
  detectionOf: new Int32Array(0),
};

describe('the matrix as it is drawn', () => {
  test('names every cell in words, and has none for nothing there and nothing predicted', () => {
    const names = matrixRows(matrix).map(({ cells }) =>
      cells.map(({ cell, boxes }) => `${cellWords(cell, classes)}: ${boxes}`),
    );
    expect(names).toEqual([
      [
        'labelled patches, predicted patches: 90',
        'labelled patches, predicted scratches: 3',
        'labelled patches, missed: 7',
      ],
      [
        'labelled scratches, predicted patches: 0',
        'labelled scratches, predicted scratches: 0',
        'labelled scratches, missed: 0',
      ],
      ['nothing there, predicted patches: 4', 'nothing there, predicted scratches: 5'],
    ]);
  });

  test('shades by the share of the labels of the row: any share is seen, and a row without a whole has none', () => {
    expect(matrixRows(matrix).map(({ total, cells }) => [total, ...cells.map(({ shade }) => shade)])).toEqual([
      [100, 4, 1, 1],
      [0, 0, 0, 0],
      [9, 0, 0],
    ]);
  });
});

describe('the arrow keys in the matrix', () => {
  const walk = (from: string, keys: readonly string[]) =>
    keys.reduce<string>((at, key) => stepInMatrix(at, key, 2) ?? at, from);

  test('stop at the edges', () => {
    expect(walk('0 0', ['ArrowLeft', 'ArrowUp'])).toBe('0 0');
    expect(walk('1 2', ['ArrowRight'])).toBe('1 2');
    expect(walk('1 0', ['End', 'ArrowUp', 'Home'])).toBe('0 0');
  });

  test('go round the corner that has no cell', () => {
    expect(walk('1 2', ['ArrowDown'])).toBe('2 1');
    expect(walk('2 0', ['End'])).toBe('2 1');
  });

  test('leave other keys to the page', () => {
    expect(stepInMatrix('0 0', 'j', 2)).toBeNull();
  });
});
