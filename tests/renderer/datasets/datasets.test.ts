import { describe, expect, test } from 'vitest';
import { tileWords } from '../../../renderer/features/datasets/preview-words.ts';
import { cells, roleRows } from '../../../renderer/features/datasets/role-rows.ts';
import { leakageCounts, leftOutLines, newerWords, staleSentence } from '../../../renderer/features/datasets/words.ts';
import type { DatasetBlock, DatasetSummary } from '../../../shared/contract/datasets.ts';

const counts = (images: number) => ({
  images,
  present: images / 2,
  absent: images / 2,
  episodes: images,
  blocks: 2,
  boxes: 1,
});

describe('roles of a version', () => {
  test('are counted in tries, with what came to each since the version before', () => {
    const before = { roles: { train: counts(6) } } as DatasetSummary;
    const rows = roleRows({ train: counts(10), val: counts(4) }, { train: { present: 3, absent: 2 } }, before);
    expect(rows.map(({ role, images, more, present, absent }) => [role, images, more, present, absent])).toEqual([
      ['train', 10, 4, 3, 2],
      ['val', 4, 4, 2, 2],
    ]);
    expect(roleRows({ train: counts(2) }, {}, null)[0]?.more).toBeNull();
  });

  test('have their leakage counted in images', () => {
    const roles = { train: counts(50), val: counts(10), test: counts(30) };
    const leakage = { val: { sameBlock: 0.2, nearFrame: 0 }, test: { sameBlock: 0, nearFrame: 0.1 } };
    expect(leakageCounts({ roles, leakage })).toEqual({ images: 40, sameBlock: 2, nearFrame: 3 });
  });

  test('say what was left out and nothing of what was not', () => {
    expect(leftOutLines({ unlabelled: 0, duplicates: 3, guardFrames: 1 })).toEqual([
      { count: 3, why: 'duplicates: the same pixels as another image' },
      { count: 1, why: 'guard frames: within 2 frames of a train image' },
    ]);
  });
});

describe('the ribbon of blocks', () => {
  const block = (at: number, role: DatasetBlock['role']): DatasetBlock => ({
    name: `b${at}`,
    role,
    images: 2,
    present: 1,
    absent: 1,
    from: `t${at}`,
    to: `u${at}`,
  });

  test('has a cell for each block while there is room', () => {
    const few = [block(1, 'train'), block(2, 'train'), block(3, 'test')];
    expect(cells(few)).toEqual(few);
  });

  test('lets neighbours of one role share a cell when there are many, and loses no image', () => {
    const many = Array.from({ length: 300 }, (_, at) => block(at, at % 10 < 7 ? 'train' : 'test'));
    const merged = cells(many);
    expect(merged).toHaveLength(60);
    expect(merged.reduce((sum, { images }) => sum + images, 0)).toBe(600);
    expect(merged[0]).toMatchObject({ from: 't0', to: 'u6', images: 14 });
  });
});

test('a version says how the labels went on without it', () => {
  expect(newerWords({ added: 0, removed: 0, relabelled: 0 })).toBe('');
  expect(newerWords({ added: 1, removed: 0, relabelled: 0 })).toBe('1 label newer');
  expect(staleSentence({ added: 200, removed: 2, relabelled: 1100 })).toBe(
    '1,302 labels newer: 200 added, 1,100 changed, 2 taken away',
  );
});

test('under a preview stands what was done to the picture', () => {
  const drawn = { shiftX: 0.081, shiftY: -0.0004, degrees: -6.04, scale: 1.25, gain: 1.2 };
  const words = (kind: Parameters<typeof tileWords>[0]['kind']) => tileWords({ kind, drawn }, 2);
  expect(words('shift')).toBe('shift +0.08, 0.00');
  expect(words('rotate')).toBe('turn −6.0°');
  expect(words('zoom')).toBe('zoom 0.80');
  expect(words('brightness')).toBe('gain × 1.20');
  expect(words('together')).toBe('all of them, 2');
  expect(tileWords({ kind: 'as-it-is', drawn: null }, 0)).toBe('as it is');
});
