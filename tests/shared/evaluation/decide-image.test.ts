import { describe, expect, test } from 'vitest';
import type { EvaluationImage } from '../../../shared/domain/evaluation.ts';
import { decideEvaluationImage } from '../../../shared/evaluation/decide-image.ts';
import { evaluationImage } from '../../support/evaluation-set.ts';

const rule = { targetClassIndex: 0, threshold: 0.25, regionOfInterest: null, tolerance: null };
const region = { xMin: 0, yMin: 0, xMax: 100, yMax: 100 };
const tolerance = {
  taughtBox: { xMin: 10, yMin: 10, xMax: 50, yMax: 50 },
  centreXPx: 5,
  centreYPx: 5,
  widthPx: 4,
  heightPx: 4,
};
const inPlace = [0, 12, 10, 52, 50] as const;
const elsewhere = [0, 60, 10, 100, 50] as const;
const decide = (image: EvaluationImage, more: Partial<Parameters<typeof decideEvaluationImage>[2]> = {}) =>
  decideEvaluationImage(image, image.detections, { ...rule, ...more });
const picture = (truth: Parameters<typeof evaluationImage>[0]['truth'], keys: Partial<EvaluationImage> = {}) =>
  evaluationImage({ id: 'a', truth, detections: truth.map(([index, ...box]) => [index, 0.9, ...box] as const) }, keys);

describe('the truth of an image', () => {
  test('is present with a label of the target class, absent without', () => {
    expect(decide(picture([inPlace])).truth).toBe('present');
    expect(decide(picture([])).truth).toBe('absent');
    expect(decide(picture([[1, 10, 10, 50, 50]])).truth).toBe('absent');
  });

  test('is absent when the label lies outside the region of interest, and its box has no score', () => {
    const image = picture([[0, 150, 10, 190, 50]]);
    expect(decide(image, { regionOfInterest: region })).toMatchObject({ truth: 'absent', score: 0, verdict: 'ABSENT' });
  });

  test('of a misplaced plug counts in neither rate before a tolerance is taught, and is absent after', () => {
    const misplaced = picture([elsewhere], { misplaced: true });
    expect(decide(misplaced).truth).toBe('misplaced-untaught');
    expect(decide(misplaced, { tolerance })).toMatchObject({ truth: 'absent', verdict: 'ABSENT', reason: 'misplaced' });
    expect(decide(picture([elsewhere]), { tolerance }).truth).toBe('absent');
    expect(decide(picture([inPlace], { misplaced: true }), { tolerance }).truth).toBe('absent');
    expect(decide(picture([inPlace]), { tolerance })).toMatchObject({ truth: 'present', verdict: 'PRESENT' });
  });
});

test('a frame without a verdict of its own is UNKNOWN with its reason, whatever the score', () => {
  expect(decide(picture([inPlace], { undecided: 'blurred' }))).toEqual({
    truth: 'present',
    score: 0.9,
    verdict: 'UNKNOWN',
    reason: 'blurred',
  });
});
