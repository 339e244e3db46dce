import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formulas, meanAveragePrecisionOf, readStoredSet } from '../../support/evaluation-set.ts';

/** Expected values by pycocotools and numpy, stored by `tests/peers/average_precision.py fixtures tests/fixtures/evaluation`. */
const folder = new URL('../../fixtures/evaluation/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe.each(names)('average precision of the stored set %s', (name) => {
  const set = readStoredSet(new URL(name, folder));

  test.each(formulas)('equals the reference to 1e-6 with formula %s', (formula) => {
    const figures = meanAveragePrecisionOf(set.images, formula);
    const expected = set.expected[formula];
    expect(Math.abs(figures.map50! - expected.map50)).toBeLessThan(1e-6);
    expect(Math.abs(figures.map5095! - expected.map5095)).toBeLessThan(1e-6);
    expect(figures.classes.map(({ classIndex }) => String(classIndex))).toEqual(Object.keys(expected.classes));
    for (const { classIndex, at50, at5095 } of figures.classes) {
      expect(Math.abs(at50 - expected.classes[classIndex][0])).toBeLessThan(1e-6);
      expect(Math.abs(at5095 - expected.classes[classIndex][1])).toBeLessThan(1e-6);
    }
  });

  test('does not depend on the order of images, labels or detections', () => {
    const turned = set.images.toReversed().map((image) => ({
      id: image.id,
      truth: image.truth.toReversed(),
      detections: image.detections.toReversed(),
    }));
    for (const formula of formulas) {
      expect(meanAveragePrecisionOf(turned, formula)).toEqual(meanAveragePrecisionOf(set.images, formula));
    }
  });
});

test('some stored images hold more than the 300 detections that count', () => {
  const crowded = readStoredSet(new URL('crowded.json', folder));
  expect(Math.max(...crowded.images.map((image) => image.detections.length))).toBeGreaterThan(300);
});
