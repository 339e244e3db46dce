import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  besideInColumn,
  blockOfPosition,
  type GridLook,
  gridGeometry,
  rowOfPosition,
  rowsBetween,
} from '../../renderer/features/images/grid/grid-geometry.ts';
import { afterKey } from '../../renderer/features/images/grid/grid-keys.ts';

const look: GridLook = { leastCellWidth: 142, gap: 8, aspect: 256 / 306, captionHeight: 40, headHeight: 36 };
const counts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
const width = fc.integer({ min: 100, max: 2000 });

describe('the grid of images', () => {
  it('shows every image exactly once over its whole height', () => {
    fc.assert(
      fc.property(counts, width, fc.integer({ min: 50, max: 900 }), (list, px, viewHeight) => {
        const geometry = gridGeometry(list, px, look);
        const seen = new Map<number, number>();
        for (let top = 0; top < geometry.height; top += viewHeight) {
          for (const row of rowsBetween(geometry, top, top + viewHeight)) {
            if (row.kind === 'head') continue;
            for (let at = row.first; at < row.first + row.count; at++) seen.set(at, row.top);
          }
        }
        expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: geometry.count }, (_, at) => at));
        for (const [at, top] of seen) expect(rowOfPosition(geometry, at).top).toBe(top);
      }),
    );
  });

  it('draws no more than what is seen, whatever the number of images', () => {
    const geometry = gridGeometry([100_000], 1200, look);
    expect(rowsBetween(geometry, 1_000_000, 1_000_700).length).toBeLessThan(8);
  });

  it('numbers rows without a gap, heads among them', () => {
    fc.assert(
      fc.property(counts, width, (list, px) => {
        const geometry = gridGeometry(list, px, look);
        const rows = rowsBetween(geometry, 0, geometry.height).map(({ row }) => row);
        expect(rows).toEqual(rows.map((_, at) => at));
      }),
    );
  });

  it('goes a row down and back up to the same image where the rows are long enough', () => {
    fc.assert(
      fc.property(counts, width, fc.nat(), (list, px, seed) => {
        const geometry = gridGeometry(list, px, look);
        const from = seed % geometry.count;
        const down = besideInColumn(geometry, from, 1);
        expect(down === from || rowOfPosition(geometry, down).top > rowOfPosition(geometry, from).top).toBe(true);
        const column = (at: number) => (at - geometry.blocks[blockOfPosition(geometry, at)].first) % geometry.columns;
        if (down !== from && column(down) === column(from)) expect(besideInColumn(geometry, down, -1)).toBe(from);
      }),
    );
  });

  it('has no heads and no gaps for them when it is not in blocks', () => {
    const geometry = gridGeometry([10], 600, { ...look, headHeight: 0 });
    expect(rowsBetween(geometry, 0, 10).map(({ kind }) => kind)).toEqual(['cells']);
  });
});

describe('keys in the grid', () => {
  const geometry = gridGeometry([10, 5], 600, look);
  const press = (key: string, more = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });
  const at = (active: number) => ({ geometry, active, perView: 2 });

  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 0, 4],
    ['ArrowDown', 9, 11],
    ['ArrowUp', 11, 9],
    ['End', 0, 14],
    ['Home', 14, 0],
    ['PageDown', 0, 8],
  ])('%s from %i leads to %i', (key, from, to) => {
    expect(geometry.columns).toBe(4);
    expect(afterKey(press(key), at(from))).toMatchObject({ kind: 'move', to });
  });

  it('chooses with space, opens with Enter, takes all with Ctrl A, and extends with Shift', () => {
    expect(afterKey(press(' '), at(3))).toEqual({ kind: 'toggle' });
    expect(afterKey(press('Enter'), at(3))).toEqual({ kind: 'open' });
    expect(afterKey(press('a', { ctrlKey: true }), at(3))).toEqual({ kind: 'all' });
    expect(afterKey(press('ArrowRight', { shiftKey: true }), at(3))).toMatchObject({ isRange: true });
    expect(afterKey(press('x'), at(3))).toBeNull();
    expect(afterKey(press('ArrowRight', { altKey: true }), at(3))).toBeNull();
  });
});
