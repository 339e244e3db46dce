import { expect, test } from 'vitest';
import type { OpenedEvaluation } from '../../../renderer/features/evaluations/matches.ts';
import { rematch } from '../../../renderer/features/evaluations/rematched.ts';
import { buildMatchTable } from '../../../shared/evaluation/match-table.ts';

/** One image: both patches found, one of two scratches found behind a surer box where there is none, no inclusion labelled. */
function opened(targetClassIndex: number | null): OpenedEvaluation {
  const image = {
    imageId: 'a',
    blockKey: 'b',
    episodeKey: 'e',
    isTriggerFrame: true,
    truth: 'present',
    undecided: null,
    detections: 5,
    labels: 4,
  } as const;
  const columns = {
    images: [image],
    detections: Float64Array.of(
      ...[0, 0.9, 0, 0, 10, 10],
      ...[1, 0.8, 80, 80, 90, 90],
      ...[0, 0.7, 20, 0, 30, 10],
      ...[1, 0.6, 40, 0, 50, 10],
      ...[2, 0.5, 60, 60, 70, 70],
    ),
    labels: Float64Array.of(...[0, 0, 0, 10, 10], ...[0, 20, 0, 30, 10], ...[1, 40, 0, 50, 10], ...[1, 60, 0, 70, 10]),
  };
  const target = { targetClassIndex, regionOfInterest: null, tolerance: null };
  const settings = { formula: 'coco', seed: 1, ...target };
  return {
    summary: { figures: { settings } },
    classes: ['patches', 'scratches', 'inclusion'],
    images: columns.images,
    table: buildMatchTable(columns, target, 'coco'),
  } as unknown as OpenedEvaluation;
}

test('the curve is of the class that was asked for, else of the target class', () => {
  const evaluation = opened(1);
  const patches = rematch(evaluation, 0.5, 0.5, 'patches');
  expect(patches.averagePrecision).toBe(1);
  expect(patches.operating).toMatchObject({ classIndex: 0, truePositives: 2, falsePositives: 0, misses: 0 });
  // Precision 1/2 up to a recall of 1/2: 51 of the 101 recall points.
  for (const scratches of [rematch(evaluation, 0.5, 0.5, 'scratches'), rematch(evaluation, 0.5, 0.5)]) {
    expect(scratches.averagePrecision).toBeCloseTo((51 * 0.5) / 101, 12);
    expect(scratches.operating).toMatchObject({ classIndex: 1, truePositives: 1, falsePositives: 1, misses: 1 });
  }
});

test('a class without a label has no curve, an unknown one is not asked for', () => {
  const evaluation = opened(null);
  expect(rematch(evaluation, 0.5, 0.5, 'inclusion')).toMatchObject({
    classIndex: 2,
    curve: null,
    averagePrecision: null,
  });
  expect(rematch(evaluation, 0.5, 0.5, 'dents').classIndex).toBe(0);
});
