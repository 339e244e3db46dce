import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detection, LabelledBox } from '../../../shared/domain/box.ts';
import { iouThresholds } from '../../../shared/evaluation/linspace.ts';
import { matchImage } from '../../../shared/evaluation/match-image.ts';
import { intersectionOverUnion } from '../../../shared/geometry/boxes.ts';
import { imageRows } from '../../support/evaluation-arbitrary.ts';
import { evaluationImage } from '../../support/evaluation-set.ts';

const at = (xMin: number, width = 100): LabelledBox => ({
  classIndex: 0,
  box: { xMin, yMin: 0, xMax: xMin + width, yMax: 100 },
});
const seen = (confidence: number, xMin: number, width = 100): Detection => ({ ...at(xMin, width), confidence });
const matchedAt50 = (matches: { detections: readonly { matchedAt: number }[] }) =>
  matches.detections.map((detection) => (detection.matchedAt & 1) === 1);

describe('two boxes over two plugs that overlap', () => {
  // The strong box overlaps both labels and prefers the right one; the weak box overlaps only the right one.
  const labels = [at(0), at(30)];
  const strong = seen(0.9, 20);
  const weak = seen(0.8, 40);

  test('in COCO order the second box takes a label that is still free', () => {
    expect(matchedAt50(matchImage(labels, [strong, seen(0.8, 25)], 'coco'))).toEqual([true, true]);
  });

  test('in Ultralytics order each box stands for its best label only, and the most confident has it', () => {
    expect(matchedAt50(matchImage(labels, [strong, seen(0.8, 25)], 'ultralytics'))).toEqual([true, false]);
    expect(matchedAt50(matchImage(labels, [strong, weak], 'ultralytics'))).toEqual([true, false]);
  });
});

describe('matching', () => {
  test('of labels overlapped alike takes the one further along, whatever the listing, and leaves the other free', () => {
    for (const order of ['coco', 'ultralytics'] as const) {
      const { detections, labels } = matchImage([at(40), at(0)], [seen(0.9, 20), seen(0.8, 0)], order);
      expect(detections.map(({ matchedAt }) => matchedAt & 1)).toEqual([1, 1]);
      expect(labels.map(({ box }) => box.xMin)).toEqual([0, 40]);
    }
  });

  test('lets the more confident of two boxes over one plug have it, and the other is a false positive', () => {
    for (const order of ['coco', 'ultralytics'] as const) {
      const { detections, labels } = matchImage([at(0)], [seen(0.5, 0), seen(0.9, 20)], order);
      expect(detections.map(({ confidence, matchedAt }) => [confidence, matchedAt & 1])).toEqual([
        [0.9, 1],
        [0.5, 0],
      ]);
      // At 0.85 only the exact box is close enough.
      expect(detections[1].matchedAt & (1 << 7)).toBe(1 << 7);
      expect(labels[0].matchedAt).toBe(1023);
    }
  });

  test('never matches across classes', () => {
    const { detections, labels } = matchImage([at(0)], [{ ...seen(0.9, 0), classIndex: 1 }]);
    expect(detections[0]).toMatchObject({ matchedAt: 0, iou: null });
    expect(labels[0].matchedAt).toBe(0);
  });

  test('counts an overlap equal to the threshold', () => {
    // 50 of 100 columns: IoU exactly 0.5.
    expect(matchImage([at(0)], [seen(0.9, 0, 50)]).detections[0]).toMatchObject({ matchedAt: 1, iou: 0.5 });
    // 90 of 100 columns: 0.9 reaches numpy's ninth threshold, 0.8999999999999999.
    expect(matchImage([at(0)], [seen(0.9, 0, 90)]).detections[0].matchedAt).toBe(0b0111111111);
  });

  test('on an image without boxes gives false positives only', () => {
    expect(matchImage([], [seen(0.9, 0), seen(0.8, 5)]).detections.map(({ matchedAt }) => matchedAt)).toEqual([0, 0]);
  });

  test('pairs labels and detections one to one, only above the threshold, in both orders', () => {
    fc.assert(
      fc.property(imageRows, fc.constantFrom('coco' as const, 'ultralytics' as const), (images, order) => {
        for (const rows of images) {
          const image = evaluationImage(rows);
          const { detections, labels } = matchImage(image.truth, image.detections, order);
          iouThresholds.forEach((threshold, index) => {
            const bit = 1 << index;
            for (const classIndex of [0, 1]) {
              const matched = detections.filter((one) => one.classIndex === classIndex && (one.matchedAt & bit) !== 0);
              const found = labels.filter((one) => one.classIndex === classIndex && (one.matchedAt & bit) !== 0);
              expect(matched.length).toBe(found.length);
              for (const one of matched) {
                const best = Math.max(...found.map((label) => intersectionOverUnion(one.box, label.box)));
                expect(best).toBeGreaterThanOrEqual(threshold);
              }
            }
          });
        }
      }),
    );
  });

  test('in COCO order leaves no free pair above the threshold', () => {
    fc.assert(
      fc.property(imageRows, (images) => {
        for (const rows of images) {
          const image = evaluationImage(rows);
          const { detections, labels } = matchImage(image.truth, image.detections, 'coco');
          for (const detection of detections.filter((one) => (one.matchedAt & 1) === 0)) {
            for (const label of labels.filter((one) => (one.matchedAt & 1) === 0)) {
              const isPair =
                label.classIndex === detection.classIndex && intersectionOverUnion(label.box, detection.box) >= 0.5;
              expect(isPair).toBe(false);
            }
          }
        }
      }),
    );
  });
});
