import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignEpisodes, type EpisodeFrame } from '../../../shared/domain/episode.ts';
import { fileNameRule } from '../../../shared/domain/file-name-rule.ts';

const frame = (path: string, more: Partial<EpisodeFrame> = {}): EpisodeFrame => ({
  imageId: path,
  source: 'cam1',
  path,
  truth: 'present',
  ...more,
});
const episodes = (frames: readonly EpisodeFrame[], expression: string | null = null) => {
  const rule = fileNameRule(expression);
  if (!rule.ok) throw new Error(rule.problem.sentence);
  return assignEpisodes(frames, rule.value);
};
const id = '00232545-2974-4180-a1f3-79764ab1daca';

describe('frames are one try', () => {
  it('when they share a trigger id, before anything their names say', () => {
    const found = episodes([
      frame('a_1.png', { triggerId: '7' }),
      frame(`${id}_1.png`, { triggerId: '7' }),
      frame('b.png', { triggerId: '8' }),
    ]);
    expect(found.get('a_1.png')).toEqual(found.get(`${id}_1.png`));
    expect(found.get('a_1.png')?.rule).toBe('trigger');
    expect(found.get('b.png')?.cycle).not.toBe(found.get('a_1.png')?.cycle);
  });

  it('when they share a staged placement', () => {
    const found = episodes([frame('a.png', { stagedPlacementId: 'p1' }), frame('b.png', { stagedPlacementId: 'p1' })]);
    expect(found.get('a.png')).toEqual(found.get('b.png'));
    expect(found.get('a.png')?.rule).toBe('staged');
  });

  it('when their names are one UUID and a counter, whichever folder they lie in', () => {
    const found = episodes([frame(`train/${id}_1.png`), frame(`val/${id.toUpperCase()}_2.png`), frame(`${id}.png`)]);
    expect(found.get(`train/${id}_1.png`)?.episode).toBe(found.get(`val/${id.toUpperCase()}_2.png`)?.episode);
    expect(found.get(`${id}.png`)?.rule).toBe('single-frame');
  });

  it('but not merely because names end in a counter', () => {
    const found = episodes([frame('pipe_1.png'), frame('pipe_2.png'), frame('2024_3.png')]);
    expect(new Set([...found.values()].map(({ episode }) => episode)).size).toBe(3);
  });

  it('when the project says so by a regular expression, within one folder and source', () => {
    const found = episodes(
      [frame('d1/pipe7_1.png'), frame('d1/pipe7_2.png'), frame('d2/pipe7_1.png'), frame('d1/other.png')],
      '^(pipe\\d+)_\\d+$',
    );
    expect(found.get('d1/pipe7_1.png')?.episode).toBe(found.get('d1/pipe7_2.png')?.episode);
    expect(found.get('d1/pipe7_1.png')?.episode).not.toBe(found.get('d2/pipe7_1.png')?.episode);
    expect(found.get('d1/other.png')?.rule).toBe('single-frame');
    const named = episodes([frame('x-9-1.png'), frame('x-9-2.png')], '^(x)-(?<episode>\\d)-\\d$');
    expect(named.get('x-9-1.png')?.cycle).toMatch(/\/9$/);
  });

  it('only while the truth stays the same; the cycle stays one all the same', () => {
    const at = (second: number, truth: 'present' | 'absent') =>
      frame(`${9 - second}.png`, { triggerId: '1', truth, capturedLocal: `2024-09-15T06:00:0${second}.000` });
    const found = episodes([at(3, 'present'), at(1, 'absent'), at(2, 'absent'), at(4, 'present')]);
    expect(new Set([...found.values()].map(({ cycle }) => cycle)).size).toBe(1);
    expect(['8', '7', '6', '5'].map((name) => found.get(`${name}.png`)?.episode)).toEqual([
      'trigger:cam1/1',
      'trigger:cam1/1',
      'trigger:cam1/1#2',
      'trigger:cam1/1#2',
    ]);
  });
});

it('a rule that is no regular expression, or has no group, is refused with an example', () => {
  for (const expression of ['(', '^pipe_\\d+$']) {
    const result = fileNameRule(expression);
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'invalid-input', sentence: expect.stringMatching(/Example: \^\(/) },
    });
  }
});

it('episodes do not depend on the order in which frames are listed', () => {
  const frames = fc.uniqueArray(
    fc.record({
      name: fc.nat(30),
      trigger: fc.option(fc.nat(3)),
      truth: fc.constantFrom('present' as const, 'absent' as const),
    }),
    { maxLength: 12, selector: ({ name }) => name },
  );
  fc.assert(
    fc.property(frames, fc.nat(), (list, seed) => {
      const made = list.map(({ name, trigger, truth }) =>
        frame(`f${name}.png`, { triggerId: trigger === null ? null : `${trigger}`, truth }),
      );
      const turned = made
        .toSorted((a, b) => ((a.path.length * 7 + seed) % 5) - ((b.path.length * 7 + seed) % 5))
        .toReversed();
      expect(new Map([...episodes(turned)].sort())).toEqual(new Map([...episodes(made)].sort()));
    }),
  );
});
