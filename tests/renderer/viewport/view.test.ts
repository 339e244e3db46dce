import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fitView,
  lookAside,
  oneToOne,
  panBy,
  revealPoint,
  toImage,
  toStage,
  zoomAt,
  zoomToBox,
} from '../../../renderer/viewport/view.ts';

const picture = { widthPx: 2448, heightPx: 2050 };
const stage = { widthPx: 900, heightPx: 700 };

describe('the view on a picture', () => {
  test('fit: the whole picture, in the middle, a margin around it', () => {
    const view = fitView(picture, stage);
    const [first, last] = [toStage(view, { x: 0, y: 0 }), toStage(view, { x: 2448, y: 2050 })];
    expect(first.y).toBeCloseTo(8);
    expect(last.y).toBeCloseTo(692);
    expect(first.x).toBeCloseTo(900 - last.x);
  });

  test('zoom keeps the image point under the pointer, as long as the picture covers the stage there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 600 }), fc.integer({ min: 250, max: 450 }), (x, y) => {
        const near = oneToOne(fitView(picture, stage), picture, stage, 1);
        const before = toImage(near, { x, y });
        const after = toImage(zoomAt(near, { x, y }, near.scale * 1.25, picture, stage, 1), { x, y });
        expect(after.x).toBeCloseTo(before.x);
        expect(after.y).toBeCloseTo(before.y);
      }),
    );
  });

  test('a step by key shows what lies on that side, an eighth of the stage, and stops where a pointer would', () => {
    const near = zoomToBox({ xMin: 1200, yMin: 1000, xMax: 1300, yMax: 1100 }, picture, stage, 1);
    const right = lookAside(near, 1, 0, picture, stage);
    expect(toImage(right, { x: 450, y: 350 }).x - toImage(near, { x: 450, y: 350 }).x).toBeCloseTo(
      900 / 8 / near.scale,
    );
    expect(right.top).toBe(near.top);
    expect(lookAside(right, -1, 0, picture, stage)).toEqual(near);
    expect(lookAside(near, 0, 1, picture, stage).top).toBeCloseTo(near.top - 700 / 8);
    let far = near;
    for (let step = 0; step < 200; step++) far = lookAside(far, -1, -1, picture, stage);
    expect(far).toMatchObject({ left: 270, top: 210 });
  });

  test('the whole picture stays the whole picture when keys would move it', () => {
    const fit = fitView(picture, stage);
    expect(lookAside(fit, 1, 1, picture, stage)).toBe(fit);
  });

  test('never smaller than the whole picture, never larger than 32 pixels a pixel', () => {
    const fit = fitView(picture, stage);
    expect(zoomAt(fit, { x: 10, y: 10 }, 0.001, picture, stage, 1).scale).toBe(fit.scale);
    expect(zoomAt(fit, { x: 10, y: 10 }, 900, picture, stage, 1).scale).toBe(32);
  });

  test('a tiny picture can go down to 1:1', () => {
    const tiny = { widthPx: 64, heightPx: 64 };
    expect(oneToOne(fitView(tiny, stage), tiny, stage, 2).scale).toBe(0.5);
  });

  test('panning never takes the picture out of sight', () => {
    const near = oneToOne(fitView(picture, stage), picture, stage, 1);
    fc.assert(
      fc.property(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }), (dx, dy) => {
        const view = panBy(near, dx, dy, picture, stage);
        const middle = toImage(view, { x: 450, y: 350 });
        expect(middle.x).toBeGreaterThan(0);
        expect(middle.x).toBeLessThan(2448);
        expect(middle.y).toBeGreaterThan(0);
        expect(middle.y).toBeLessThan(2050);
      }),
    );
  });

  test('zoom to a box brings its centre to the middle of the stage', () => {
    const view = zoomToBox({ xMin: 1200, yMin: 900, xMax: 1500, yMax: 1100 }, picture, stage, 1);
    const centre = toStage(view, { x: 1350, y: 1000 });
    expect(centre.x).toBeCloseTo(450);
    expect(centre.y).toBeCloseTo(350);
    expect(300 * view.scale).toBeCloseTo(900 * 0.4);
  });

  test('a crosshair that leaves the stage takes the view along by as little as needed', () => {
    const near = oneToOne(fitView(picture, stage), picture, stage, 1);
    const point = toImage(near, { x: 895, y: 350 });
    const shown = toStage(revealPoint(near, point, picture, stage), point);
    expect(shown.x).toBeCloseTo(860);
    expect(shown.y).toBeCloseTo(350);
    expect(revealPoint(near, toImage(near, { x: 450, y: 350 }), picture, stage)).toBe(near);
  });
});
