import { expect, test } from 'vitest';
import {
  canRename,
  classProblem,
  followsWord,
  renamed,
  withClass,
} from '../../renderer/features/settings/class-list.ts';
import { readingWords, ruleSetWords } from '../../renderer/features/settings/file-name-words.ts';

const known = (classes: string[], withBoxes = 0) =>
  ({ classes, counts: { withBoxes } }) as Parameters<typeof followsWord>[0];

test('a class is added behind the others and renamed in its place: their numbers stay', () => {
  expect(withClass(['plug', 'hand'], ' scale ')).toEqual(['plug', 'hand', 'scale']);
  expect(renamed(['plug', 'hand', 'scale'], 1, 'glove')).toEqual(['plug', 'glove', 'scale']);
});

test('two classes of one name are told apart by nobody', () => {
  expect(classProblem('Plug ', ['plug', 'hand'])).toBe('There is a class plug already.');
  expect(classProblem('Plug', ['plug', 'hand'], 0)).toBeNull();
  expect(classProblem('hand', ['plug', 'hand'], 0)).toBe('There is a class hand already.');
  expect(classProblem('scale', ['plug', 'hand'])).toBeNull();
});

test('a class that boxes carry keeps its name, also when the word becomes another', () => {
  expect([canRename(known(['plug'])), canRename(known(['plug'], 1))]).toEqual([true, false]);
  expect(followsWord(known(['plug']), 'plug')).toBe(true);
  expect(followsWord(known(['plug'], 1), 'plug')).toBe(false);
  expect(followsWord(known(['plug', 'hand']), 'plug')).toBe(false);
  expect(followsWord(known(['plug']), 'Dorn')).toBe(false);
});

test('what a rule reads out of a name, and what it did', () => {
  expect(readingWords({ name: 'a', tryName: 'p0', capturedAt: '2024-09-01T00:15:00.000' })).toBe(
    'try p0, taken 2024-09-01 00:15:00',
  );
  expect(readingWords({ name: 'a', tryName: null, capturedAt: null })).toBe('a try of its own, no time in the name');
  const report = { expression: '^(.+)_\\d+$', images: 1200, fitting: 1100, timesChanged: 0, keptExif: 2 };
  expect(ruleSetWords(report)).toBe(
    'In force: 1,100 of 1,200 names fit, 0 capture times changed. 2 keep the time of their EXIF data. Frozen datasets stay as they are; freeze again to use it.',
  );
});
