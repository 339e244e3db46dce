import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxArea,
  clipBox,
  cornersFromNormalised,
  intersectionOverUnion,
  normalisedFromCorners,
} from '../../../shared/geometry/index.ts';

const coordinate = fc.double({ min: -500, max: 3000, noNaN: true });
const side = fc.double({ min: 0.01, max: 3000, noNaN: true });
const box = fc
  .tuple(coordinate, coordinate, side, side)
  .map(([xMin, yMin, width, height]) => ({ xMin, yMin, xMax: xMin + width, yMax: yMin + height }));
const size = fc.record({ widthPx: fc.integer({ min: 1, max: 5000 }), heightPx: fc.integer({ min: 1, max: 5000 }) });

describe('YOLO boxes', () => {
  test('a row of the format becomes corners in pixels', () => {
    const corners = cornersFromNormalised(
      { xCentre: 0.5, yCentre: 0.25, width: 0.1, height: 0.5 },
      { widthPx: 2448, heightPx: 2050 },
    );
    expect(corners.xMin).toBeCloseTo(1101.6, 9);
    expect(corners.xMax).toBeCloseTo(1346.4, 9);
    expect(corners.yMin).toBeCloseTo(0, 9);
    expect(corners.yMax).toBeCloseTo(1025, 9);
  });

  test('corners and normalised form carry the same box both ways', () => {
    fc.assert(
      fc.property(box, size, (corners, image) => {
        const back = cornersFromNormalised(normalisedFromCorners(corners, image), image);
        expect(back.xMin).toBeCloseTo(corners.xMin, 6);
        expect(back.yMin).toBeCloseTo(corners.yMin, 6);
        expect(back.xMax).toBeCloseTo(corners.xMax, 6);
        expect(back.yMax).toBeCloseTo(corners.yMax, 6);
      }),
    );
  });
});

describe('intersection over union', () => {
  test('two boxes that share a third of their union', () => {
    const a = { xMin: 0, yMin: 0, xMax: 10, yMax: 10 };
    const b = { xMin: 5, yMin: 0, xMax: 15, yMax: 10 };
    expect(intersectionOverUnion(a, b)).toBeCloseTo(1 / 3, 12);
  });

  test('boxes that only touch share nothing', () => {
    const a = { xMin: 0, yMin: 0, xMax: 10, yMax: 10 };
    expect(intersectionOverUnion(a, { xMin: 10, yMin: 0, xMax: 20, yMax: 10 })).toBe(0);
    expect(intersectionOverUnion(a, { xMin: 3, yMin: 3, xMax: 3, yMax: 8 })).toBe(0);
  });

  test('is symmetric, between 0 and 1, and 1 for a box with itself', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const value = intersectionOverUnion(a, b);
        expect(value).toBe(intersectionOverUnion(b, a));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(intersectionOverUnion(a, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('does not change when both boxes are moved or scaled alike', () => {
    fc.assert(
      fc.property(box, box, fc.integer({ min: -50, max: 50 }), (a, b, shift) => {
        const moved = (each: typeof a) => ({
          xMin: each.xMin * 2 + shift,
          yMin: each.yMin * 2 + shift,
          xMax: each.xMax * 2 + shift,
          yMax: each.yMax * 2 + shift,
        });
        expect(intersectionOverUnion(moved(a), moved(b))).toBeCloseTo(intersectionOverUnion(a, b), 6);
      }),
    );
  });
});

describe('clipping', () => {
  test('leaves a box inside as it is and keeps every other within the image', () => {
    fc.assert(
      fc.property(box, size, (each, image) => {
        const clipped = clipBox(each, image);
        expect(clipped.xMin).toBeGreaterThanOrEqual(0);
        expect(clipped.xMax).toBeLessThanOrEqual(image.widthPx);
        expect(clipped.yMin).toBeGreaterThanOrEqual(0);
        expect(clipped.yMax).toBeLessThanOrEqual(image.heightPx);
        expect(boxArea(clipped)).toBeLessThanOrEqual(boxArea(each));
        expect(clipBox(clipped, image)).toEqual(clipped);
      }),
    );
  });

  test('a box with exchanged corners has no area', () => {
    expect(boxArea({ xMin: 5, yMin: 0, xMax: 2, yMax: 10 })).toBe(0);
  });
});
