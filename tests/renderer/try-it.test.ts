import { expect, test } from 'vitest';
import { conditionsOf } from '../../renderer/features/try-it/conditions.ts';
import type { TriedPicture } from '../../shared/contract/models.ts';

const answer: TriedPicture = {
  verdict: 'PRESENT',
  reason: null,
  score: 0.9,
  threshold: 0.5,
  classes: ['plug'],
  detections: [{ classIndex: 0, confidence: 0.9, box: { xMin: 1, yMin: 1, xMax: 5, yMax: 5 } }],
  sourceSize: { widthPx: 10, heightPx: 10 },
  preparedPath: '',
  preparedSize: { widthPx: 10, heightPx: 10 },
  timingsMs: {},
};
const held = (one: TriedPicture) => conditionsOf(one, 'plug').map(({ holds }) => holds);

test('each condition of PRESENT says whether it holds', () => {
  expect(held(answer)).toEqual([true, true]);
  expect(held({ ...answer, verdict: 'ABSENT', detections: [], score: 0 })).toEqual([false, false]);
  expect(held({ ...answer, verdict: 'ABSENT', score: 0.4 })).toEqual([true, false]);
  // Strictly above, as the station decides.
  expect(held({ ...answer, verdict: 'ABSENT', score: 0.5 })).toEqual([true, false]);
  expect(held({ ...answer, verdict: 'ABSENT', reason: 'misplaced' })).toEqual([true, true, false]);
});
