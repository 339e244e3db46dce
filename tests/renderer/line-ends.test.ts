import { expect, test } from 'vitest';
import { errorLineEnd, qualityLineStart } from '../../renderer/ui/line-ends.ts';

test('a line of errors ends at a round share beyond all of them', () => {
  expect([[], [null], [0, 0.2], [0.01, 0.201], [0.5], [0.51, null], [1]].map(errorLineEnd)).toEqual([
    0.2, 0.2, 0.2, 0.5, 0.5, 1, 1,
  ]);
});

test('a line of figures that are best at 1 begins before all of them', () => {
  expect([[], [0.95, 1], [0.9, 0.95], [0.81, null], [0.6], [0.5, 0.9], [0]].map(qualityLineStart)).toEqual([
    0.9, 0.9, 0.8, 0.8, 0.5, 0, 0,
  ]);
});
