import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SharedView } from '../../../renderer/viewport/shared-view.ts';
import {
  fitView,
  panBy,
  type Sight,
  sightOf,
  toImage,
  type View,
  viewOfSight,
  zoomAt,
} from '../../../renderer/viewport/view.ts';

const picture = { widthPx: 2448, heightPx: 2050 };
const stage = { widthPx: 480, heightPx: 520 };
const moves = fc.array(
  fc.oneof(
    fc.record({ dx: fc.integer({ min: -400, max: 400 }), dy: fc.integer({ min: -400, max: 400 }) }),
    fc.record({
      x: fc.integer({ min: 0, max: 480 }),
      y: fc.integer({ min: 0, max: 520 }),
      factor: fc.constantFrom(0.5, 0.8, 1.25, 2),
    }),
  ),
  { maxLength: 12 },
);

function moved(view: View, move: { dx: number; dy: number } | { x: number; y: number; factor: number }): View {
  if ('dx' in move) return panBy(view, move.dx, move.dy, picture, stage);
  return zoomAt(view, move, view.scale * move.factor, picture, stage, 1);
}

describe('a sight', () => {
  test('gives another stage of the same size the same view, wherever the hand went', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const view = all.reduce<View>(moved, fitView(picture, stage));
        const other = viewOfSight(sightOf(view, stage), picture, stage);
        expect(other.isFit).toBe(view.isFit);
        expect(other.scale).toBe(view.scale);
        expect(other.left).toBeCloseTo(view.left, 6);
        expect(other.top).toBeCloseTo(view.top, 6);
      }),
    );
  });

  test('puts the same image point in the middle of a stage of another size', () => {
    const view = zoomAt(fitView(picture, stage), { x: 200, y: 300 }, 1, picture, stage, 1);
    const wide = { widthPx: 962, heightPx: 520 };
    const other = viewOfSight(sightOf(view, stage), picture, wide);
    const middle = toImage(other, { x: 481, y: 260 });
    expect(middle.x).toBeCloseTo(toImage(view, { x: 240, y: 260 }).x, 6);
    expect(middle.y).toBeCloseTo(toImage(view, { x: 240, y: 260 }).y, 6);
  });
});

describe('a view that is shared', () => {
  const near: Sight = { middle: { x: 900, y: 700 }, scale: 1.5 };
  const follower = (shared: SharedView) => {
    const seen: Sight[] = [];
    const one = { seen, follow: () => seen.push(shared.sightOn(picture)), leave: () => {} };
    one.leave = shared.join(one);
    return one;
  };

  test('is followed by all but the one that was moved, until they leave', () => {
    const shared = new SharedView();
    const [first, second] = [follower(shared), follower(shared)];
    shared.look(first, picture, near);
    shared.look(second, picture, null);
    second.leave();
    shared.look(first, picture, near);
    expect(first.seen).toEqual([null]);
    expect(second.seen).toEqual([near]);
  });

  test('is known to a viewport that comes later, and not to a picture of another size', () => {
    const shared = new SharedView();
    shared.look(follower(shared), picture, near);
    expect(shared.sightOn(picture)).toEqual(near);
    expect(shared.sightOn({ widthPx: 200, heightPx: 200 })).toBeNull();
  });
});
