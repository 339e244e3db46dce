import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxBetween, handles, hitAt, movedBox, resizedBox } from '../../../renderer/viewport/shapes.ts';

const picture = { widthPx: 2448, heightPx: 2050 };
const anyPoint = fc.record({
  x: fc.double({ min: -500, max: 3000, noNaN: true }),
  y: fc.double({ min: -500, max: 2600, noNaN: true }),
});
const anyBox = fc
  .tuple(anyPoint, anyPoint)
  .map(([a, b]) => boxBetween(a, b, picture))
  .filter((box) => box !== null);

function expectInside({ xMin, yMin, xMax, yMax }: { xMin: number; yMin: number; xMax: number; yMax: number }) {
  expect(xMin).toBeGreaterThanOrEqual(0);
  expect(yMin).toBeGreaterThanOrEqual(0);
  expect(xMax).toBeLessThanOrEqual(2448);
  expect(yMax).toBeLessThanOrEqual(2050);
  expect(xMax).toBeGreaterThan(xMin);
  expect(yMax).toBeGreaterThan(yMin);
}

describe('boxes under the hand', () => {
  test('between any two points: whole pixels, inside the picture, the corners in order', () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        expectInside(box);
        expect(Object.values(box).every(Number.isInteger)).toBe(true);
      }),
    );
    expect(boxBetween({ x: 5, y: 5 }, { x: 5, y: 90 }, picture)).toBeNull();
  });

  test('moving keeps the size and stays inside', () => {
    fc.assert(
      fc.property(anyBox, anyPoint, (box, { x, y }) => {
        const moved = movedBox(box, x, y, picture);
        expectInside(moved);
        expect(moved.xMax - moved.xMin).toBeCloseTo(box.xMax - box.xMin);
        expect(moved.yMax - moved.yMin).toBeCloseTo(box.yMax - box.yMin);
      }),
    );
    expect(movedBox({ xMin: 10.25, yMin: 10, xMax: 20.25, yMax: 20 }, 1, 0, picture).xMin).toBe(11.25);
  });

  test('resizing by any handle leaves at least one pixel and the opposite edges where they were', () => {
    fc.assert(
      fc.property(anyBox, fc.constantFrom(...handles), anyPoint, (box, handle, to) => {
        const resized = resizedBox(box, handle, to, picture);
        expectInside(resized);
        if (!handle.includes('w')) expect(resized.xMin).toBe(box.xMin);
        if (!handle.includes('e')) expect(resized.xMax).toBe(box.xMax);
        if (!handle.includes('n')) expect(resized.yMin).toBe(box.yMin);
        if (!handle.includes('s')) expect(resized.yMax).toBe(box.yMax);
      }),
    );
  });

  test('a press takes the handle of the selected box, else the smallest box around it', () => {
    const large = { id: 'large', box: { xMin: 0, yMin: 0, xMax: 400, yMax: 400 }, isEditable: true };
    const small = { id: 'small', box: { xMin: 100, yMin: 100, xMax: 200, yMax: 200 }, isEditable: true };
    expect(hitAt([large, small], { x: 150, y: 150 }, 8, null)).toEqual({ id: 'small', handle: null });
    expect(hitAt([large, small], { x: 203, y: 198 }, 8, 'small')).toEqual({ id: 'small', handle: 'se' });
    expect(hitAt([large, small], { x: 203, y: 198 }, 8, null)).toEqual({ id: 'small', handle: null });
    expect(hitAt([large, small], { x: 404, y: 20 }, 8, null)).toEqual({ id: 'large', handle: null });
    expect(hitAt([large, small], { x: 420, y: 20 }, 8, null)).toBeNull();
    expect(hitAt([{ ...small, isEditable: false }], { x: 200, y: 200 }, 8, 'small')?.handle).toBeNull();
  });
});
