import { beforeEach, describe, expect, test } from 'vitest';
import { leftWords, takesWords, trainingSentence } from '../../renderer/features/first-run/after/time-words.ts';
import {
  chooseFolderAnew,
  firstClasses,
  type LabelAnswer,
  labelAnswer,
  nameOfWord,
  useAnswers,
  wordAnswer,
  wordHelp,
} from '../../renderer/features/first-run/answers.ts';
import type { FolderInspection } from '../../shared/contract/sources.ts';
import { targetWordOf } from '../../shared/domain/target-word.ts';
import type { ExchangeFormat } from '../../shared/formats/exchange/format.ts';

function folder(format: ExchangeFormat | null, classes: readonly string[]): FolderInspection {
  return { labels: { format, classes } } as FolderInspection;
}
const workspace = (classes: string[], withBoxes = 0) =>
  ({ classes, counts: { withBoxes } }) as Parameters<typeof firstClasses>[2];
const classesOf = (labels: LabelAnswer, found: FolderInspection, existing = workspace([])) =>
  firstClasses({ word: ' Dorn ', labels }, found, existing);

describe('the word is the class', () => {
  test.each<[string, LabelAnswer, FolderInspection]>([
    ['where nothing is labelled', 'none', folder(null, [])],
    ['where the labels that are there are left aside', 'none', folder('yolo', ['scratch'])],
    ['where a list of classes lies there and no label', 'none', folder(null, ['scratch'])],
    ['where YOLO has numbers without names', 'yolo', folder('yolo', [])],
  ])('%s', (_, labels, found) => {
    expect(classesOf(labels, found)).toEqual(['Dorn']);
    // Answered again after an import that came to nothing.
    expect(classesOf(labels, found, workspace(['plug']))).toEqual(['Dorn']);
  });

  test('not where labels bring their own names, boxes carry a class, or somebody named several', () => {
    expect(classesOf('yolo', folder('yolo', ['plug']))).toBeNull();
    expect(classesOf('cvat', folder('cvat', []))).toBeNull();
    expect(classesOf('none', folder(null, []), workspace(['plug'], 3))).toBeNull();
    expect(classesOf('none', folder(null, []), workspace(['plug', 'hand']))).toBeNull();
  });
});

test('under the word stands what becomes of it', () => {
  const help = (labels: LabelAnswer, found: FolderInspection) => wordHelp('Dorn', labels, found);
  const isClass = 'The class of the boxes, and the word in their sentences: “Dorn missed”.';
  expect(help('none', folder('yolo', ['plug']))).toBe(isClass);
  expect(help('yolo', folder('yolo', ['Dorn']))).toBe(isClass);
  expect(help('cvat', folder('cvat', []))).toBe(
    'The labels name the boxes. Your word names the dataset and the model.',
  );
  expect(help('yolo', folder('yolo', ['plug']))).toBe(
    'The labels call it “plug”, and so do the figures. Your word names the dataset and the model.',
  );
});

describe('another folder', () => {
  beforeEach(() => useAnswers.setState({ folder: '/a', labels: 'cvat', word: 'hand' }));

  test('is answered anew, however it was chosen', () => {
    chooseFolderAnew('/b');
    const { folder: chosen, labels, word } = useAnswers.getState();
    const found = folder('yolo', ['plug']);
    expect([chosen, labelAnswer(labels, found), wordAnswer(word, found)]).toEqual(['/b', 'yolo', 'plug']);
  });
});

test('the word is the settings’, else the first class, and makes a name of a dataset', () => {
  expect(targetWordOf({ targetWord: 'Dorn' }, ['plug'])).toBe('Dorn');
  expect([targetWordOf({}, ['hand']), targetWordOf(undefined, undefined)]).toEqual(['hand', 'plug']);
  expect(nameOfWord('Größe 3 Dorn')).toBe('gro-e-3-dorn');
});

test('a training says when it is done, before it is begun and while it runs', () => {
  const evening = new Date(2026, 10, 25, 22, 10);
  expect(takesWords({ seconds: 21_600, basis: '' }, evening)).toMatch(
    /^about 6 h 00 min, done about 04:10 on Thu,? 26 Nov if started now$/,
  );
  expect(takesWords({ seconds: null, basis: 'The labels are too few yet.' }, evening)).toBe(
    'The labels are too few yet.',
  );
  expect(trainingSentence({ seconds: 300, basis: '' }, evening)).toBe(
    ' Training takes about 5 min, done about 22:15 if started now.',
  );
  expect(leftWords(300, evening)).toBe(', 5 min left, done about 22:15');
  expect(leftWords(null, evening)).toBe('');
});
