import { expect, it } from 'vitest';
import { forScreen } from '../../electron/cli/output/for-screen.ts';

const sentence = `  ${Array.from({ length: 30 }, (_, at) => `word${at}`).join(' ')}`;

it('breaks a long sentence at blanks to the width of the terminal and loses no word', () => {
  const lines = forScreen(sentence, { isTTY: true, columns: 60 }).split('\n');
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  expect(lines[0]).toMatch(/^ {2}word0 /);
  expect(lines[1]).toMatch(/^ {4}word/);
  expect(lines.map((line) => line.trim()).join(' ')).toBe(sentence.trim());
});

it('keeps a sentence on one line where nobody looks at a screen', () => {
  expect(forScreen(sentence, {})).toBe(sentence);
});

it('does not cut a path that is longer than the screen', () => {
  const path = `/data/${'x'.repeat(100)}/a.png`;
  expect(forScreen(`see ${path} there`, { isTTY: true, columns: 50 })).toContain(path);
});
