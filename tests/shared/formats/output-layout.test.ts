import { describe, expect, it } from 'vitest';
import { anchorCount, chooseOutputLayout } from '../../../shared/formats/output-layout.ts';

const small = { widthPx: 32, heightPx: 32 };

function layout(dimensions: readonly (number | null)[], classCount: number, endToEnd: boolean | null = null) {
  const result = chooseOutputLayout({ dimensions, classCount, inputSize: small, endToEnd });
  return result.ok ? result.value : result.problem.sentence;
}

describe('the layout of a detector output', () => {
  it.each([
    [32, 32, 21],
    [160, 128, 420],
    [320, 256, 1680],
    [640, 640, 8400],
  ])('counts the grid cells of %ix%i', (widthPx, heightPx, cells) => {
    expect(anchorCount({ widthPx, heightPx })).toBe(cells);
  });

  it.each([
    [[1, 5, 21], 1, 'channels-first'],
    [[1, 6, 21], 2, 'channels-first'],
    [[1, 13, 21], 9, 'channels-first'],
    [[null, 6, null], 2, 'channels-first'],
    [[1, null, 21], 2, /none of the known layouts/],
    [[1, 300, 6], 1, 'end-to-end'],
    [[1, 300, 6], 2, 'end-to-end'],
    [[1, null, 6], 1, 'end-to-end'],
    [[1, 21, 6], 1, 'grid'],
    [[1, 21, 7], 2, 'grid'],
    [[1, null, 7], 2, 'grid'],
  ] as const)('reads %j with %i names', (dimensions, classCount, expected) => {
    expect(layout(dimensions, classCount)).toMatch(expected);
  });

  it('believes a file that calls itself end-to-end', () => {
    expect(layout([1, 21, 6], 1, true)).toBe('end-to-end');
    expect(layout([1, 21, 7], 2, true)).toContain('6 columns');
  });

  it.each([
    [[1, 7, 21], 2, ['2 names', '3 classes']],
    [[1, 5, 21], 4, ['4 names', '1 class:']],
    [[1, 21, 8], 2, ['2 names', '3 classes']],
    [[1, 21, 6], 3, ['3 names', '1 class:']],
  ])('refuses %j with %i names and says both numbers', (dimensions, classCount, mentions) => {
    for (const mention of mentions) expect(layout(dimensions, classCount)).toContain(mention);
  });

  it.each([[[21, 6]], [[2, 6, 21]], [[1, 6, 21, 1]], [[1, 1000]], [[1, 6, 20]]])(
    'refuses %j as no detector',
    (dimensions) => {
      const result = chooseOutputLayout({ dimensions, classCount: 2, inputSize: small, endToEnd: null });
      expect(result.ok ? null : result.problem.code).toBe('model-unsupported');
    },
  );
});
