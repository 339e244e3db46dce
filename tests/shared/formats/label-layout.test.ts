import { describe, expect, it } from 'vitest';
import { classListFor, matchLabels } from '../../../shared/formats/label-layout.ts';

const pairs = (paths: readonly string[]) =>
  Object.fromEntries(matchLabels(paths).images.map(({ image, label }) => [image, label]));

describe('which label belongs to which image', () => {
  it('is the one beside it, or the one under labels/ where the image is under images/, at any depth', () => {
    expect(
      pairs(['a.png', 'a.txt', 'images/b.png', 'labels/b.txt', 'x/train/images/d/c.png', 'x/train/labels/d/c.txt']),
    ).toEqual({
      'a.png': 'a.txt',
      'images/b.png': 'labels/b.txt',
      'x/train/images/d/c.png': 'x/train/labels/d/c.txt',
    });
  });

  it('lets the last folder called images decide', () => {
    const paths = ['images/run/images/a.png', 'images/run/labels/a.txt', 'labels/run/images/a.txt'];
    expect(pairs(paths)).toEqual({ 'images/run/images/a.png': 'images/run/labels/a.txt' });
  });

  it('keeps images of the same name in two folders apart', () => {
    expect(pairs(['images/early/1.png', 'images/late/1.png', 'labels/early/1.txt', 'labels/late/1.txt'])).toEqual({
      'images/early/1.png': 'labels/early/1.txt',
      'images/late/1.png': 'labels/late/1.txt',
    });
  });

  it('takes names as they are: #, %, %20, +, blanks, several dots', () => {
    const stems = ['cam#1 5%', 'b%20c', 'b c', 'p+q', 'r.v2.x'];
    const expected = Object.fromEntries(stems.map((stem) => [`images/${stem}.png`, `labels/${stem}.txt`]));
    expect(pairs(stems.flatMap((stem) => [`labels/${stem}.txt`, `images/${stem}.png`]))).toEqual(expected);
  });

  it('ignores case only where no exact name exists, as a folder from Windows needs', () => {
    expect(pairs(['Images/PLUG 1.PNG', 'Labels/plug 1.TXT'])).toEqual({ 'Images/PLUG 1.PNG': 'Labels/plug 1.TXT' });
    expect(pairs(['Sto\u0308psel.png', 'Stöpsel.txt'])).toEqual({ 'Sto\u0308psel.png': 'Stöpsel.txt' });
    expect(pairs(['A.png', 'a.png', 'A.txt', 'a.txt'])).toEqual({ 'A.png': 'A.txt', 'a.png': 'a.txt' });
    expect(pairs(['A.png', 'a.png', 'a.txt'])).toEqual({ 'A.png': null, 'a.png': 'a.txt' });
  });

  it('gives a label that two images could claim to neither, and says so', () => {
    const layout = matchLabels([
      'images/shot.png',
      'images/shot.jpg',
      'labels/shot.txt',
      'images/other.png',
      'labels/other.txt',
    ]);
    expect(layout.images.map(({ label }) => label)).toEqual([null, null, 'labels/other.txt']);
    expect(layout.problems).toHaveLength(1);
    expect(layout.problems[0]).toMatchObject({ code: 'label-ambiguous', file: 'labels/shot.txt' });
    expect(layout.problems[0]!.sentence).toMatch(
      /labels\/shot\.txt could belong to images\/shot\.png and images\/shot\.jpg.*stay unlabelled/,
    );
  });

  it('gives an image that has two label files none of them, and says so', () => {
    const layout = matchLabels(['images/a.png', 'images/a.txt', 'labels/a.txt']);
    expect(layout.images).toEqual([{ image: 'images/a.png', label: null }]);
    expect(layout.problems[0]!.sentence).toMatch(/more than one label file: labels\/a\.txt and images\/a\.txt/);
  });

  it('tells labels without an image from texts that are no labels', () => {
    const layout = matchLabels([
      'images/a.png',
      'labels/a.txt',
      'labels/gone.txt',
      'labels/classes.txt',
      'classes.txt',
      'README.txt',
      'requirements.txt',
      'train.txt',
      'notes/shift.txt',
      'dataset.yaml',
      'labels/.hidden.txt',
    ]);
    expect(layout.orphans).toEqual(['labels/gone.txt']);
    expect(layout.classLists).toEqual(['classes.txt', 'labels/classes.txt']);
    expect(layout.others).toEqual([
      'README.txt',
      'requirements.txt',
      'train.txt',
      'notes/shift.txt',
      'dataset.yaml',
      'labels/.hidden.txt',
    ]);
  });

  it('takes the class list nearest to the label', () => {
    const lists = ['classes.txt', 'b/labels/classes.txt'];
    expect(classListFor('b/labels/night/1.txt', lists)).toBe('b/labels/classes.txt');
    expect(classListFor('c/labels/1.txt', lists)).toBe('classes.txt');
    expect(classListFor('labels/1.txt', ['images/classes.txt'])).toBe('images/classes.txt');
    expect(classListFor('labels/1.txt', ['a/classes.txt', 'b/classes.txt'])).toBeNull();
  });

  it('is found for every one of fifty thousand images', () => {
    const paths = Array.from({ length: 50_000 }, (_, index) => [`images/${index}.png`, `labels/${index}.txt`]).flat();
    expect(matchLabels(paths).images.filter(({ label }) => label === null)).toEqual([]);
  });
});
