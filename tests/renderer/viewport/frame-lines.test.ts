import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieces } from '../../../renderer/viewport/overlay/frame-lines.ts';

const reach = { before: 3, after: 3 };
const dashes = { longerPx: 0, pixelRatio: 1 };
const everything = { low: -1e6, high: 1e6 };

describe('lines of a box', () => {
  test('a solid one is one piece that reaches around both corners, cut to what is seen', () => {
    expect(pieces({ start: 10, end: 110, ...everything }, reach, null)).toEqual([[7, 113]]);
    expect(pieces({ start: 10, end: 1e9, low: 0, high: 800 }, reach, null)).toEqual([[7, 800]]);
    expect(pieces({ start: -500, end: -20, low: 0, high: 800 }, reach, null)).toEqual([]);
  });
  test('dashes: both corners lie in one, none touches the next, and the gaps are even', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 12, max: 2000 }), (start, length) => {
        const found = pieces({ start, end: start + length, ...everything }, reach, dashes);
        expect(found[0][0]).toBe(start - 3);
        expect(found.at(-1)?.[1]).toBe(start + length + 3);
        const gaps = found.slice(1).map(([from], at) => from - found[at][1]);
        for (const gap of gaps) {
          expect(gap).toBeGreaterThan(0);
          expect(Math.abs(gap - gaps[0])).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
  test('of a box far larger than the stage only what is seen is made', () => {
    const found = pieces({ start: -50_000, end: 50_000, low: 0, high: 800 }, reach, dashes);
    expect(found.length).toBeLessThan(50);
    expect(found[0][1]).toBeGreaterThanOrEqual(0);
    expect(found.at(-1)?.[0]).toBeLessThanOrEqual(800);
  });
  test('a box of a few pixels is still drawn', () => {
    const found = pieces({ start: 10, end: 11, ...everything }, reach, dashes);
    expect(Math.min(...found.map(([from]) => from))).toBe(7);
    expect(Math.max(...found.map(([, to]) => to))).toBe(14);
  });
});
