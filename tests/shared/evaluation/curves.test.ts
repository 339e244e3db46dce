import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  meanAveragePrecision,
  weightedMeanAveragePrecision,
} from '../../../shared/evaluation/mean-average-precision.ts';
import { operatingPoints } from '../../../shared/evaluation/operating-point.ts';
import { precisionRecallCurve } from '../../../shared/evaluation/precision-recall-curve.ts';
import { baselineDetections } from '../../../shared/evaluation/trivial-baseline.ts';
import { imageRows } from '../../support/evaluation-arbitrary.ts';
import { evaluationImage, formulas, type ImageRows, matchingFor, ranked } from '../../support/evaluation-set.ts';

const setOf = (images: readonly ImageRows[]) => ranked(images.map((rows) => evaluationImage(rows)));

describe('counts at the operating threshold', () => {
  const images: ImageRows[] = [
    { id: 'a', truth: [[0, 0, 0, 10, 10]], detections: [[0, 0.9, 0, 0, 10, 10]] },
    { id: 'b', truth: [[0, 0, 0, 10, 10]], detections: [[0, 0.4, 0, 0, 10, 10]] },
    { id: 'c', truth: [], detections: [[0, 0.6, 0, 0, 10, 10]] },
  ];

  test('are those of the boxes above it', () => {
    expect(operatingPoints(setOf(images), 0.5)[0]).toMatchObject({
      truePositives: 1,
      falsePositives: 1,
      misses: 1,
      precision: { value: 0.5 },
      recall: { value: 0.5 },
      f1: { value: 0.5 },
    });
    expect(operatingPoints(setOf(images), 0.25)[0]).toMatchObject({ truePositives: 2, falsePositives: 1, misses: 0 });
  });

  test('do not include a box exactly at it, compared as float32', () => {
    expect(operatingPoints(setOf(images), 0.9)[0]).toMatchObject({ truePositives: 0, falsePositives: 0, misses: 2 });
    expect(operatingPoints(setOf(images), Math.fround(0.9))[0].truePositives).toBe(0);
    expect(operatingPoints(setOf(images), 0.8999)[0].truePositives).toBe(1);
  });

  test('name a precision without a detection as not defined, while the recall is 0', () => {
    expect(operatingPoints(setOf(images), 0.95)[0]).toMatchObject({
      precision: { state: 'not-defined', why: 'no detection' },
      recall: { state: 'defined', value: 0 },
    });
  });
});

describe('the precision-recall curve', () => {
  test('falls with recall, and its mean is the average precision of formula coco', () => {
    fc.assert(
      fc.property(imageRows, (images) => {
        const set = setOf(images);
        for (const { classIndex, at50 } of meanAveragePrecision(set).classes) {
          const { points } = precisionRecallCurve(set.classes.find((one) => one.classIndex === classIndex)!);
          const mean = points.reduce((sum, point) => sum + point.precision, 0) / points.length;
          expect(mean).toBeCloseTo(at50, 12);
          points.slice(1).forEach((point, index) => {
            expect(point.precision).toBeLessThanOrEqual(points[index].precision);
          });
        }
      }),
    );
  });
});

describe('blocks counted by weight', () => {
  test('give the same figures as copying their images', () => {
    fc.assert(
      fc.property(imageRows, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (tied, draws) => {
        // No two detections of the set are equally confident: among equals the copies of one entry stand side by side instead.
        let rank = 0;
        const images = tied.map((image) => ({
          ...image,
          detections: image.detections.map(([index, score, ...box]) => [index, score - rank++ / 1e4, ...box] as const),
        }));
        const weights = images.map(() => draws.next().value as number);
        const copies = images.flatMap((image, index) =>
          Array.from({ length: weights[index] }, (_, copy) => ({ ...image, id: `${image.id}#${copy}` })),
        );
        for (const formula of formulas) {
          const set = ranked(
            images.map((rows) => evaluationImage(rows)),
            matchingFor(formula),
          );
          const weighted = weightedMeanAveragePrecision(set, formula)(Uint32Array.from(weights));
          const copied = meanAveragePrecision(
            ranked(
              copies.map((rows) => evaluationImage(rows)),
              matchingFor(formula),
            ),
            formula,
          );
          expect(weighted.map50 === null).toBe(copied.map50 === null);
          expect(weighted.map50 ?? 0).toBeCloseTo(copied.map50 ?? 0, 12);
          expect(weighted.map5095 ?? 0).toBeCloseTo(copied.map5095 ?? 0, 12);
        }
      }),
    );
  });
});

test('the trivial baseline says the mean training box of each class with one constant score', () => {
  const labels = [
    { classIndex: 1, box: { xMin: 0, yMin: 0, xMax: 10, yMax: 10 } },
    { classIndex: 0, box: { xMin: 4, yMin: 4, xMax: 8, yMax: 8 } },
    { classIndex: 1, box: { xMin: 10, yMin: 20, xMax: 30, yMax: 40 } },
  ];
  expect(baselineDetections(labels)).toEqual([
    { classIndex: 0, confidence: 1, box: { xMin: 4, yMin: 4, xMax: 8, yMax: 8 } },
    { classIndex: 1, confidence: 1, box: { xMin: 5, yMin: 10, xMax: 20, yMax: 25 } },
  ]);
  expect(baselineDetections([])).toEqual([]);
});
