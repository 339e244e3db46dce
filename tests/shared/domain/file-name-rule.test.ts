import { describe, expect, it } from 'vitest';
import { assignEpisodes } from '../../../shared/domain/episode.ts';
import { cycleByRule, fileNameRule, timeByRule } from '../../../shared/domain/file-name-rule.ts';

function rule(expression: string) {
  const result = fileNameRule(expression);
  if (!result.ok) throw new Error(result.problem.sentence);
  if (result.value === null) throw new Error('no rule');
  return result.value;
}
const refusal = (expression: string) => {
  const result = fileNameRule(expression);
  return result.ok ? 'accepted' : result.problem.sentence;
};
const american = '^(?<month>\\d\\d)(?<day>\\d\\d)(?<year>\\d\\d)-(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)?';

describe('a file-name rule', () => {
  it('names the capture time by its groups, seconds and a century being optional', () => {
    expect(timeByRule('day/091524-061233_a.png', rule(american))).toBe('2024-09-15T06:12:33.000');
    expect(timeByRule('091524-0612.png', rule(american))).toBe('2024-09-15T06:12:00.000');
    const fine = rule(
      '(?<year>\\d{4})(?<month>\\d+)_(?<day>\\d+) (?<hour>\\d+)h(?<minute>\\d+)m(?<second>\\d+),(?<fraction>\\d+)',
    );
    expect(timeByRule('20249_5 6h1m3,25.png', fine)).toBe('2024-09-05T06:01:03.250');
  });

  it('says nothing of names that do not fit, or hold a time there is not', () => {
    for (const name of ['roll_7.png', '133324-061233.png', '023024-061233.png', '091524-251233.png']) {
      expect(timeByRule(name, rule(american))).toBeNull();
    }
    expect(timeByRule('091524-061233.png', null)).toBeNull();
  });

  it('names the cycle by its group episode, or by the first group where none is part of a time', () => {
    expect(cycleByRule('d/pipe7_1.png', rule('^(pipe\\d+)_\\d+$'))).toBe('pipe7');
    expect(cycleByRule('d/091524-061233_p9_1.png', rule(`${american}_(?<episode>\\w+)_\\d$`))).toBe('p9');
    expect(cycleByRule('091524-061233.png', rule(american))).toBeNull();
  });

  it('that only names times leaves tries to the default', () => {
    const id = '00232545-2974-4180-a1f3-79764ab1daca';
    const frames = [1, 2].map((at) => ({
      imageId: `${at}`,
      source: 'a',
      path: `${id}_${at}.png`,
      truth: 'absent' as const,
    }));
    const found = assignEpisodes(frames, rule(american));
    expect(found.get('1')?.episode).toBe(found.get('2')?.episode);
  });

  it('is refused with what is wrong and an example', () => {
    expect(refusal('(')).toMatch(/not a regular expression.*Example: \^\(/);
    expect(refusal('^pipe_\\d+$')).toContain('no group');
    expect(refusal('(?<year>\\d+)-(?<month>\\d+)-(?<day>\\d+)')).toContain('not hour, minute');
    expect(refusal('(?<second>\\d+)_(?<episode>\\d+)')).toContain('not year, month, day, hour, minute');
    expect(refusal(`(${'a'.repeat(600)})`)).toContain('500 characters');
  });
});
