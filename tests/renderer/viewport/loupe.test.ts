import { describe, expect, test } from 'vitest';
import { loupePlace, loupePoint, loupeView } from '../../../renderer/viewport/overlay/loupe.ts';
import { idleState } from '../../../renderer/viewport/tools/state.ts';
import { toStage } from '../../../renderer/viewport/view.ts';

const view = { scale: 0.5, left: 10, top: 20, isFit: false };
const box = { xMin: 100, yMin: 200, xMax: 300, yMax: 260 };
const pointer = { x: 60, y: 70 };
const cursor = { x: 7, y: 9 };
const drawing = { name: 'drawing', anchor: null, cursor, isPressed: false } as const;

describe('what the loupe is on', () => {
  test('what the pointer is over', () => {
    expect(loupePoint({ pointer, keyCorner: null }, idleState, box, view)).toEqual({ x: 100, y: 100 });
    expect(loupePoint({ pointer: null, keyCorner: null }, idleState, box, view)).toBeNull();
  });
  test('the corner that keys move, though a pointer was left lying on the picture', () => {
    expect(loupePoint({ pointer, keyCorner: 'nw' }, idleState, box, view)).toEqual({ x: 100, y: 200 });
    expect(loupePoint({ pointer: null, keyCorner: 'se' }, idleState, box, view)).toEqual({ x: 300, y: 260 });
    const grabbing = { name: 'grabbing', id: 'b1', corner: 'ne' } as const;
    expect(loupePoint({ pointer, keyCorner: 'ne' }, grabbing, box, view)).toEqual({ x: 300, y: 200 });
  });
  test('the pointer again once nothing is selected', () => {
    expect(loupePoint({ pointer, keyCorner: 'nw' }, idleState, null, view)).toEqual({ x: 100, y: 100 });
  });
  test('the crosshair while a box is drawn by keys', () => {
    expect(loupePoint({ pointer: null, keyCorner: 'nw' }, drawing, box, view)).toEqual(cursor);
  });
});

describe('where the loupe lies', () => {
  const stage = { widthPx: 800, heightPx: 600 };
  test('never over what is looked at, which is in its middle at twice the scale or more', () => {
    for (const x of [100, 700]) {
      const at = { x: (x - 10) / 0.5, y: 40 };
      const place = loupePlace(toStage(view, at), stage);
      expect(x < place.left || x > place.right).toBe(true);
      const inside = toStage(loupeView(at, place, view.scale), at);
      expect(inside.x).toBeCloseTo((place.left + place.right) / 2);
      expect(inside.y).toBeCloseTo((place.top + place.bottom) / 2);
    }
    expect(loupeView(cursor, loupePlace(cursor, stage), 3).scale).toBe(6);
    expect(loupeView(cursor, loupePlace(cursor, stage), 0.3).scale).toBe(4);
  });
});
