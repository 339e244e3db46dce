import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../../renderer/features/models/evidence.ts';
import { figureRows } from '../../../renderer/features/models/figure-rows.ts';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { givenThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { evaluateDetections } from '../../../shared/evaluation/evaluate-detections.ts';
import { evaluationImage } from '../../support/evaluation-set.ts';

const model = (version: number) => ({ name: 'plug', version }) as ModelSummary;
const evaluation = (id: number, modelVersion: number, role: Role, datasetVersion = 1) =>
  ({ id, model: 'plug', modelVersion, dataset: 'plug', datasetVersion, role }) as EvaluationSummary;
const ids = (...args: Parameters<typeof evidenceOf>) => {
  const { own, current } = evidenceOf(...args);
  return [own?.id ?? null, current?.id ?? null];
};

describe('what is held against the present model', () => {
  test('are evaluations of the same pictures, the test role before val', () => {
    const evaluations = [
      evaluation(6, 2, 'val'),
      evaluation(5, 2, 'test'),
      evaluation(4, 1, 'val'),
      evaluation(3, 1, 'test'),
    ];
    expect(ids(model(2), model(1), evaluations)).toEqual([5, 3]);
    expect(ids(model(2), model(1), evaluations.slice(0, 3))).toEqual([6, 4]);
  });

  test('is nothing where both never saw the same pictures: then its own say most', () => {
    expect(
      ids(model(2), model(1), [evaluation(6, 2, 'val'), evaluation(5, 2, 'test'), evaluation(4, 1, 'test', 2)]),
    ).toEqual([5, null]);
  });

  test('is nothing for the present model itself, and before any is present', () => {
    const evaluations = [evaluation(6, 2, 'val')];
    expect(ids(model(2), model(2), evaluations)).toEqual([6, null]);
    expect(ids(model(2), null, evaluations)).toEqual([6, null]);
    expect(ids(model(1), null, evaluations)).toEqual([null, null]);
  });
});

test('figures begin with the gravest error, carry count, bound and interval, and the line holds both intervals', () => {
  const plug = [0, 10, 10, 50, 50] as const;
  const summary = (reported: number): EvaluationSummary => ({
    ...evaluation(1, 1, 'val'),
    createdAt: '',
    lookAlikes: null,
    cautions: [],
    testLooks: 0,
    imagesPerSecond: 1,
    lookId: null,
    figures: evaluateDetections(
      Array.from({ length: 40 }, (_, index) =>
        evaluationImage({
          id: String(index),
          truth: index < 20 ? [plug] : [],
          detections: index < 20 + reported ? [[0, 0.9, 10, 10, 50, 50]] : [],
        }),
      ),
      { classes: ['plug'], threshold: givenThreshold(0.5), seed: 1, target: { targetClassIndex: 0 } },
    ).figures,
  });
  const rows = figureRows(summary(1), summary(0), 'plug', 'false-positive');
  expect(rows.map(({ name }) => name)).toEqual([
    'Plug reported, none there',
    'Plug missed',
    'mAP50, all boxes',
    'mAP50-95',
  ]);
  const missFirst = figureRows(summary(1), summary(0), 'plug', 'miss').map(({ name }) => name);
  expect(missFirst.slice(0, 3)).toEqual(['Plug missed', 'Plug reported, none there', 'mAP50, all boxes']);
  const [reported] = rows;
  expect(reported).toMatchObject({ own: { words: '1 of 20', detail: 'bound 22 %' }, current: { words: '0 of 20' } });
  expect(reported.from).toBe(0);
  for (const { own, current, from, to } of rows) {
    for (const figure of [own, current]) {
      expect(figure?.low ?? figure?.value).toBeGreaterThanOrEqual(from);
      expect(figure?.high ?? figure?.value).toBeLessThanOrEqual(to);
    }
  }
});
