import { describe, expect, test } from 'vitest';
import { predictedBox, truthBox } from '../../../renderer/viewport/overlay/boxes.ts';
import { tagPlace } from '../../../renderer/viewport/overlay/tag-place.ts';

const inside = { left: 50, top: 20, right: 850, bottom: 680 };

describe('tags', () => {
  test('ground truth above, predicted below its box', () => {
    const box = { left: 300, top: 300, right: 500, bottom: 400 };
    expect(tagPlace(box, 80, true, false, inside)).toEqual({ left: 300, top: 277 });
    expect(tagPlace(box, 80, false, false, inside)).toEqual({ left: 300, top: 403 });
    expect(tagPlace(box, 60, true, true, inside).left).toBe(440);
  });
  test('always inside the picture', () => {
    const boxes = [
      { left: 50, top: 20, right: 850, bottom: 680 },
      { left: 820, top: 660, right: 850, bottom: 680 },
      { left: -200, top: -100, right: 60, bottom: 25 },
    ];
    for (const box of boxes)
      for (const isAbove of [true, false])
        for (const isAtEnd of [true, false]) {
          const { left, top } = tagPlace(box, 90, isAbove, isAtEnd, inside);
          expect(left).toBeGreaterThanOrEqual(50);
          expect(left + 90).toBeLessThanOrEqual(850);
          expect(top).toBeGreaterThanOrEqual(20);
          expect(top + 20).toBeLessThanOrEqual(680);
        }
  });
  test('words of a box; under the threshold it is thin', () => {
    const found = { classIndex: 0, confidence: 0.876, box: { xMin: 0, yMin: 0, xMax: 9, yMax: 9 } };
    expect(predictedBox('p', found, ['plug'], { threshold: 0.9, iou: 0.654 })).toMatchObject({
      tag: 'P plug 0.88',
      isThin: true,
      note: 'IoU 0.65',
    });
    expect(predictedBox('p', found, ['plug'], { threshold: 0.5 }).isThin).toBe(false);
    expect(truthBox('t', found, []).tag).toBe('GT class 0');
  });
});
