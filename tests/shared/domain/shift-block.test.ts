import { describe, expect, it } from 'vitest';
import { assignBlocks, type BlockMember, shiftKey } from '../../../shared/domain/shift-block.ts';

const member = (path: string, capturedLocal: string | null, more: Partial<BlockMember> = {}): BlockMember => ({
  imageId: path,
  source: 'cam1',
  path,
  cycle: path,
  capturedLocal,
  stagedSessionId: null,
  strata: ['plug'],
  ...more,
});
/** Shifts of `perShift` images each, one minute apart, plug and absent in turn. */
const shifts = (count: number, perShift: number) =>
  Array.from({ length: count * perShift }, (_, index) => {
    const start = Date.parse('2024-09-02T06:00:00Z') + Math.floor(index / perShift) * 8 * 3_600_000;
    const local = new Date(start + (index % perShift) * 60_000).toISOString().slice(0, -1);
    return member(`${index}.png`, local, { strata: [index % 2 === 0 ? 'plug' : 'absent'] });
  });

describe('a shift', () => {
  it('starts at 6, 14 and 22 h; the night belongs to the day it started on, over the year too', () => {
    expect(shiftKey('2024-09-15T06:00:00.000')).toBe('2024-09-15/06');
    expect(shiftKey('2024-09-15T13:59:59.999')).toBe('2024-09-15/06');
    expect(shiftKey('2024-09-15T14:00:00.000')).toBe('2024-09-15/14');
    expect(shiftKey('2024-09-15T23:00:00.000')).toBe('2024-09-15/22');
    expect(shiftKey('2024-09-16T05:59:59.999')).toBe('2024-09-15/22');
    expect(shiftKey('2025-01-01T02:00:00.000')).toBe('2024-12-31/22');
    expect(shiftKey('2024-09-15T05:00:00.000', [0, 12])).toBe('2024-09-15/00');
  });
});

describe('blocks', () => {
  it('are source, day and shift, and say so', () => {
    const members = [
      ...shifts(6, 4),
      ...shifts(6, 4).map((other) => ({
        ...other,
        imageId: `b${other.imageId}`,
        cycle: `b${other.cycle}`,
        source: 'cam2',
      })),
    ];
    const blocks = assignBlocks(members);
    expect(blocks).toMatchObject({ rule: 'shift', optimistic: false });
    expect(new Set(blocks.blockOf.values()).size).toBe(12);
    expect(blocks.blockOf.get('0.png')).toBe('cam1/2024-09-02/06');
    expect(blocks.blockOf.get('b23.png')).toBe('cam2/2024-09-03/22');
  });

  it('keep a try whole that runs over the end of a shift', () => {
    const members = shifts(6, 4);
    const over = members.map((other, index) => (index === 3 || index === 4 ? { ...other, cycle: 'trigger:1' } : other));
    const { blockOf } = assignBlocks(over);
    expect(blockOf.get('4.png')).toBe(blockOf.get('3.png'));
    expect(blockOf.get('4.png')).toBe('cam1/2024-09-02/06');
  });

  it('make a staged session one block whatever its times', () => {
    const staged = [0, 1].map((index) =>
      member(`s${index}.png`, null, { stagedSessionId: 'morning', strata: ['plug'] }),
    );
    const { blockOf } = assignBlocks([...shifts(6, 4), ...staged]);
    expect([blockOf.get('s0.png'), blockOf.get('s1.png')]).toEqual(['staged/morning', 'staged/morning']);
  });

  it.each([
    [
      'a time is missing',
      [...shifts(6, 4), member('late.png', null)],
      /1 of 25 images have no capture time \(the first is late\.png\)/,
    ],
    [
      'no time is known',
      shifts(6, 4).map((other) => ({ ...other, capturedLocal: null })),
      /no image has a capture time/,
    ],
    ['there are fewer than 5 blocks', shifts(4, 10), /only 4 shifts/],
    [
      'a block holds over 40 % of the images',
      [
        ...shifts(5, 4),
        ...shifts(1, 20).map((other) => ({ ...other, imageId: `x${other.imageId}`, cycle: `x${other.cycle}` })),
      ],
      /one shift \(cam1\/2024-09-02\/06\) holds 60 %/,
    ],
    [
      'one class comes from one block only',
      [...shifts(6, 4), member('r.png', '2024-09-02T07:00:00.000', { strata: ['rare'] })],
      /all images of "rare" come from one shift/,
    ],
  ])('are runs of neighbours, called optimistic, when %s', (_, members, expected) => {
    const blocks = assignBlocks(members);
    expect(blocks).toMatchObject({ rule: 'segment', optimistic: true });
    expect(blocks.sentence).toMatch(expected);
    expect(blocks.sentence).toMatch(/^Figures optimistic/);
    expect(new Set(blocks.blockOf.values()).size).toBeGreaterThanOrEqual(20);
  });

  it('as segments are contiguous in natural order, nearly equal, and never cut a try', () => {
    const members = Array.from({ length: 210 }, (_, index) =>
      member(`f${index}.png`, null, { cycle: `c${Math.floor(index / 3)}` }),
    );
    const { blockOf } = assignBlocks(members.toReversed());
    const keys = members.map(({ imageId }) => blockOf.get(imageId)!);
    expect(keys.toSorted()).toEqual(keys);
    const sizes = [...new Set(keys)].map((key) => keys.filter((other) => other === key).length);
    expect(sizes.length).toBe(20);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(3);
    expect(sizes.every((size) => size % 3 === 0)).toBe(true);
  });

  it('are as many segments as tries where those are fewer than 20', () => {
    const { blockOf } = assignBlocks(Array.from({ length: 7 }, (_, index) => member(`${index}.png`, null)));
    expect(new Set(blockOf.values()).size).toBe(7);
  });
});
