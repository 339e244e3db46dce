import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AveragePrecisionFormula,
  episodeEvaluationSchema,
  imageEvaluationSchema,
} from '../../../shared/domain/evaluation.ts';
import { evaluationFiguresSchema } from '../../../shared/domain/evaluation-figures.ts';
import { givenThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { type EvaluationOptions, evaluateDetections } from '../../../shared/evaluation/evaluate-detections.ts';
import { imageRows } from '../../support/evaluation-arbitrary.ts';
import { evaluationImage, formulas, type ImageRows } from '../../support/evaluation-set.ts';

const options: EvaluationOptions = {
  classes: ['plug', 'spindle', 'smoke'],
  threshold: givenThreshold(0.25),
  seed: 5,
  target: { targetClassIndex: 0 },
};
const evaluate = (images: readonly ImageRows[], more: Partial<EvaluationOptions> = {}) =>
  evaluateDetections(
    images.map((rows) => evaluationImage(rows)),
    { ...options, ...more },
  );
const means = (images: readonly ImageRows[], formula: AveragePrecisionFormula) => {
  const { map50, map5095 } = evaluate(images, { formula }).figures.averagePrecision;
  if (map50.state !== 'defined' || map5095.state !== 'defined') throw new Error('No mean.');
  return [map50.value, map5095.value];
};

describe('a class that is detected and never labelled', () => {
  const images: ImageRows[] = [
    {
      id: 'with-plug',
      truth: [[0, 30, 30, 90, 90]],
      detections: [
        [0, 0.95, 30, 30, 90, 90],
        [2, 0.9, 5, 5, 25, 25],
      ],
    },
    {
      id: 'with-both',
      truth: [
        [0, 10, 10, 50, 50],
        [1, 100, 20, 160, 80],
      ],
      detections: [
        [0, 0.6, 12, 10, 52, 50],
        [1, 0.8, 100, 20, 160, 80],
        [1, 0.7, 5, 5, 25, 25],
      ],
    },
    { id: 'empty', truth: [], detections: [[0, 0.3, 5, 5, 45, 45]] },
  ];

  test('enters no mean, and its false positive is shown', () => {
    const { classes, map50 } = evaluate(images).figures.averagePrecision;
    expect(map50).toEqual({ state: 'defined', value: 1 });
    expect(classes.filter((one) => one.averagePrecision50.state === 'defined').map((one) => one.name)).toEqual([
      'plug',
      'spindle',
    ]);
    expect(classes[2]).toMatchObject({
      name: 'smoke',
      averagePrecision50: { state: 'not-defined' },
      averagePrecision5095: { state: 'not-defined' },
      note: 'no ground truth (1 false positive)',
    });
    expect(evaluate(images).figures.atThreshold.find((point) => point.classIndex === 2)).toMatchObject({
      falsePositives: 1,
      recall: { state: 'not-defined' },
    });
  });

  test.each([
    // The plug of "with-both" is met with IoU 1520 / 1680 = 0.905: at 0.95, one of the ten thresholds, its class has recall 0.5.
    ['coco', 1, 0.975248],
    ['ultralytics', 0.995, 0.97],
    ['ultralytics-legacy', 0.995, 0.97425],
  ] as const)('leaves the mean of the others with formula %s at %f and %f', (formula, map50, map5095) => {
    expect(means(images, formula)[0]).toBeCloseTo(map50, 6);
    expect(means(images, formula)[1]).toBeCloseTo(map5095, 6);
  });

  test('on an image without labels a detection is a false positive only, and its try is one', () => {
    const { figures, images: results } = evaluate(images);
    expect(results.find((image) => image.imageId === 'empty')!.detections[0].matchedAt).toBe(0);
    expect(figures.imageLevel!.falsePositives).toMatchObject({ errors: 1, trials: 1 });
  });
});

describe('a model that finds nothing', () => {
  const images: ImageRows[] = [
    { id: 'a', truth: [[0, 10, 10, 50, 50]], detections: [] },
    { id: 'b', truth: [[0, 20, 20, 60, 60]], detections: [] },
    { id: 'c', truth: [], detections: [] },
  ];

  test.each(formulas)('has average precision 0, not a missing value, with formula %s', (formula) => {
    expect(means(images, formula)).toEqual([0, 0]);
    expect(evaluate(images, { formula }).figures.averagePrecision.classes[0].averagePrecision50).toEqual({
      state: 'defined',
      value: 0,
    });
  });

  test('has recall 0, two misses, no false positive, and a precision that is not defined', () => {
    const { figures } = evaluate(images);
    expect(figures.atThreshold[0]).toMatchObject({
      misses: 2,
      falsePositives: 0,
      recall: { state: 'defined', value: 0 },
      precision: { state: 'not-defined', why: 'no detection' },
    });
    expect(figures.imageLevel!.falsePositives).toMatchObject({ errors: 0, trials: 1 });
    expect(figures.imageLevel!.misses).toMatchObject({ errors: 2, trials: 2 });
    evaluationFiguresSchema.parse(figures);
    expect(figures.matchedIou.mean.state).toBe('not-defined');
  });
});

describe('equal confidences', () => {
  const right = [0, 0.9, 10, 10, 50, 50] as const;
  const wrong = [0, 0.9, 120, 20, 160, 60] as const;
  const first: ImageRows[] = [
    { id: 'a', truth: [[0, 10, 10, 50, 50]], detections: [right, wrong] },
    { id: 'b', truth: [], detections: [[0, 0.9, 100, 40, 140, 80]] },
  ];

  test.each(formulas)('give the same figures to the last digit in either listing order, with formula %s', (formula) => {
    const second = [first[1], { ...first[0], detections: [wrong, right] }];
    expect(evaluate(second, { formula }).figures).toEqual(evaluate(first, { formula }).figures);
  });

  test('are ordered by a rule that is named beside the figure, and by content: a false positive with the lower box comes first', () => {
    expect(evaluate(first).figures.settings.tieRule).toContain('image id, then box x_min');
    const lower = [0, 0.9, 1, 60, 9, 80] as const;
    expect(means([{ ...first[0], detections: [right, lower] }], 'coco')[0]).toBeCloseTo(0.5, 12);
    expect(means([{ ...first[0], detections: [right, wrong] }], 'coco')[0]).toBe(1);
  });
});

describe('an evaluation', () => {
  test('is stored as its schemas say, and no order of the input changes it', () => {
    fc.assert(
      fc.property(imageRows, (images) => {
        const evaluation = evaluate(images, { trainingLabels: evaluationImage(images[0]).truth });
        expect(evaluationFiguresSchema.parse(JSON.parse(JSON.stringify(evaluation.figures)))).toEqual(
          evaluation.figures,
        );
        for (const image of evaluation.images) imageEvaluationSchema.parse(image);
        for (const episode of evaluation.episodes) episodeEvaluationSchema.parse(episode);
        expect(evaluate(images.toReversed(), { trainingLabels: evaluationImage(images[0]).truth })).toEqual(evaluation);
      }),
    );
  });

  test('without a target class has no image-level part', () => {
    const { figures, episodes } = evaluate([{ id: 'a', truth: [], detections: [] }], { target: null });
    expect([figures.imageLevel, episodes]).toEqual([null, []]);
  });

  test('prints the trivial baseline on the same images', () => {
    const fixed: ImageRows[] = ['a', 'b', 'c'].map((id) => ({ id, truth: [[0, 10, 10, 50, 50]], detections: [] }));
    const { baseline } = evaluate(fixed, { trainingLabels: evaluationImage(fixed[0]).truth }).figures;
    expect(baseline).toMatchObject({ map50: { value: 1 }, map5095: { value: 1 } });
    expect(baseline!.sentence).toContain('measures nothing');
    expect(evaluate(fixed, { trainingLabels: null }).figures.baseline).toBeNull();
  });

  test('measures how well the matched boxes above the threshold sit', () => {
    const { matchedIou } = evaluate([
      { id: 'a', truth: [[0, 0, 0, 100, 100]], detections: [[0, 0.9, 0, 0, 80, 100]] },
      { id: 'b', truth: [[0, 0, 0, 100, 100]], detections: [[0, 0.9, 0, 0, 100, 100]] },
      { id: 'c', truth: [[0, 0, 0, 100, 100]], detections: [[0, 0.1, 0, 0, 60, 100]] },
    ]).figures;
    expect(matchedIou).toMatchObject({ pairs: 2, mean: { value: 0.9 }, tenthPercentile: { value: 0.8 } });
  });
});
