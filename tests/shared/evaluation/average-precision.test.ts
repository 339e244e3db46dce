import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iouThresholds, recallPoints } from '../../../shared/evaluation/linspace.ts';
import { imageRows } from '../../support/evaluation-arbitrary.ts';
import { formulas, type ImageRows, meanAveragePrecisionOf } from '../../support/evaluation-set.ts';

/** `found` of ten images with one label each are found, with falling confidence; no false positive. */
function tenImages(found: number): ImageRows[] {
  return Array.from({ length: 10 }, (_, index) => ({
    id: `image-${index}`,
    truth: [[0, 10, 10, 50, 50]],
    detections: index < found ? [[0, 0.9 - index / 100, 10, 10, 50, 50]] : [],
  }));
}

describe('the points at which curves are read', () => {
  test('are the thresholds as numpy.linspace rounds them', () => {
    expect(iouThresholds).toEqual([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95]);
  });

  test('are recall points of which ten differ from i / 100', () => {
    const different = recallPoints.flatMap((recall, index) => (recall === index / 100 ? [] : [index]));
    expect(different).toEqual([35, 41, 47, 57, 69, 70, 82, 83, 94, 95]);
  });
});

describe('the three formulas', () => {
  test('give a perfect detector 1.000, 0.995 and 0.995', () => {
    const values = formulas.map((formula) => meanAveragePrecisionOf(tenImages(10), formula));
    expect(values[0]).toMatchObject({ map50: 1, map5095: 1 });
    for (const value of values.slice(1)) {
      expect(value.map50).toBeCloseTo(0.995, 12);
      expect(value.map5095).toBeCloseTo(0.995, 12);
    }
  });

  test('give 90 % recall without a false positive 0.901, 0.895 and 0.950', () => {
    const [coco, ultralytics, legacy] = formulas.map((formula) => meanAveragePrecisionOf(tenImages(9), formula).map50);
    expect(coco).toBeCloseTo(91 / 101, 12);
    expect(ultralytics).toBeCloseTo(0.895, 12);
    expect(legacy).toBeCloseTo(0.95, 12);
  });

  test('give a model that finds nothing 0, not a missing value', () => {
    for (const formula of formulas) {
      expect(meanAveragePrecisionOf(tenImages(0), formula)).toMatchObject({ map50: 0, map5095: 0 });
    }
  });

  test('are not defined on a set without any label', () => {
    const images: ImageRows[] = [{ id: 'a', truth: [], detections: [[0, 0.9, 1, 1, 9, 9]] }];
    for (const formula of formulas) expect(meanAveragePrecisionOf(images, formula).map50).toBeNull();
  });
});

describe('any set', () => {
  test('has average precisions in 0..1', () => {
    fc.assert(
      fc.property(imageRows, (images) => {
        for (const formula of formulas) {
          for (const { at50, at5095 } of meanAveragePrecisionOf(images, formula).classes) {
            expect(at50).toBeGreaterThanOrEqual(0);
            expect(at50).toBeLessThanOrEqual(1);
            expect(at5095).toBeGreaterThanOrEqual(0);
            expect(at5095).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  test('gives the same figures to the last digit in any order of images, labels and detections', () => {
    fc.assert(
      fc.property(imageRows, fc.infiniteStream(fc.nat(1000)), (images, draws) => {
        const shuffle = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, at: draws.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const turned = shuffle(images).map(({ id, truth, detections }) => ({
          id,
          truth: shuffle(truth),
          detections: shuffle(detections),
        }));
        for (const formula of formulas) {
          expect(meanAveragePrecisionOf(turned, formula)).toEqual(meanAveragePrecisionOf(images, formula));
        }
      }),
    );
  });

  test('does not change, with formula coco, when false positives are added below the last true positive', () => {
    fc.assert(
      fc.property(imageRows, (images) => {
        const more = images.map((image) => ({
          ...image,
          detections: [...image.detections, [0, 0.01, 500, 500, 510, 510], [1, 0.01, 500, 500, 510, 510]] as const,
        }));
        expect(meanAveragePrecisionOf(more)).toEqual(meanAveragePrecisionOf(images));
      }),
    );
  });
});

describe('detections that do not count', () => {
  const label: ImageRows['truth'] = [[0, 10, 10, 50, 50]];

  test('are those with a confidence of 0.001 or less', () => {
    expect(meanAveragePrecisionOf([{ id: 'a', truth: label, detections: [[0, 0.001, 10, 10, 50, 50]] }]).map50).toBe(0);
    expect(meanAveragePrecisionOf([{ id: 'a', truth: label, detections: [[0, 0.0011, 10, 10, 50, 50]] }]).map50).toBe(
      1,
    );
  });

  test('are those after the first 300 of an image, by confidence', () => {
    const crowd = Array.from({ length: 300 }, (_, index) => [1, 0.5, 100 + index, 0, 101 + index, 1] as const);
    const weakest = [0, 0.4, 10, 10, 50, 50] as const;
    const strongest = [0, 0.6, 10, 10, 50, 50] as const;
    expect(meanAveragePrecisionOf([{ id: 'a', truth: label, detections: [...crowd, weakest] }]).map50).toBe(0);
    expect(meanAveragePrecisionOf([{ id: 'a', truth: label, detections: [...crowd, strongest] }]).map50).toBe(1);
  });
});
