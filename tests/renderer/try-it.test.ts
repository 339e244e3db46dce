import { expect, test } from 'vitest';
import { conditionsOf } from '../../renderer/features/try-it/conditions.ts';
import type { TriedPicture } from '../../shared/contract/models.ts';
import type { DecisionRule } from '../../shared/domain/model-card.ts';

const rule: DecisionRule = {
  targetClassIndex: 0,
  threshold: 0.5,
  evidence: 'calibration',
  regionOfInterest: null,
  tolerance: null,
};
const box = { xMin: 100, yMin: 100, xMax: 300, yMax: 200 };
const taught = { taughtBox: box, centreXPx: 96, centreYPx: 40, widthPx: 30, heightPx: 20 };
const answer: TriedPicture = {
  verdict: 'PRESENT',
  reason: null,
  score: 0.9,
  threshold: 0.5,
  rule,
  classes: ['plug'],
  detections: [{ classIndex: 0, confidence: 0.9, box }],
  sourceSize: { widthPx: 2448, heightPx: 2050 },
  preparedPath: '',
  preparedSize: { widthPx: 306, heightPx: 256 },
  preparation: { size: { widthPx: 306, heightPx: 256 }, fit: 'stretch', kernel: 'area', equalise: true, mask: [] },
  networkSize: { widthPx: 320, heightPx: 256 },
  timingsMs: {},
};
const told = (changes: Partial<DecisionRule>, confidence = 0.9, at = box) =>
  conditionsOf({
    ...answer,
    rule: { ...rule, ...changes },
    detections: [{ classIndex: 0, confidence, box: at }],
  });
const held = (...given: Parameters<typeof told>) => told(...given).map(({ holds }) => holds);

test('without a taught place a box and its score decide', () => {
  expect(held({})).toEqual([true, true, true]);
  // Strictly above, as the station decides.
  expect(held({}, 0.5)).toEqual([true, false, true]);
  expect(told({}, 0.5)[1]?.value).toBe('just 0.500');
  expect(told({})[2]).toMatchObject({ words: 'Its place and size', value: 'none taught, all count' });
});

test('nothing found leaves nothing to judge', () => {
  const nothing = conditionsOf({ ...answer, detections: [], rule: { ...rule, tolerance: taught } });
  expect(nothing.map(({ holds }) => holds)).toEqual([false, null, null, null]);
});

test('a box outside the region is none', () => {
  const region = { xMin: 1000, yMin: 0, xMax: 2000, yMax: 2000 };
  expect(told({ regionOfInterest: region })[0]).toMatchObject({ holds: false, value: 'none' });
});

test('place and size each say what lies furthest out for what is allowed', () => {
  expect(held({ tolerance: taught })).toEqual([true, true, true, true]);
  const moved = { xMin: 312, yMin: 110, xMax: 512, yMax: 210 };
  expect(told({ tolerance: taught }, 0.9, moved).slice(2)).toMatchObject([
    { holds: false, value: '212 px right of ≤ 96' },
    { holds: true },
  ]);
  const grown = { xMin: 100, yMin: 85, xMax: 300, yMax: 215 };
  expect(told({ tolerance: taught }, 0.9, grown).slice(2)).toMatchObject([
    { holds: true },
    { holds: false, value: '30 px higher of ≤ 20' },
  ]);
});
