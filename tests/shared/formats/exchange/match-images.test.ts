import { describe, expect, it } from 'vitest';
import { indexImages, type KnownImage } from '../../../../shared/formats/exchange/match-images.ts';
import { uploadedName } from '../../../../shared/formats/exchange/picture-names.ts';

const images = (...paths: string[]): KnownImage[] =>
  paths.map((path) => ({ imageId: path, path, size: { widthPx: 4, heightPx: 2 }, aliases: [] }));
function found(known: readonly KnownImage[], names: string | string[], hasUploadName = false): string {
  const match = indexImages(known, uploadedName).find([names].flat(), hasUploadName);
  if (match.kind === 'none') return 'none';
  if (match.kind === 'several') return `several: ${match.images.map(({ path }) => path).join(' ')}`;
  return `${match.image.path}${match.isOtherFolder ? ' (other folder)' : ''}`;
}

describe('pictures by the names of other tools', () => {
  const both = images('images/day/0001.png', 'images/night/0001.png', 'images/top.png');

  it('are found by their path, or by the end of it', () => {
    for (const name of [
      'images/day/0001.png',
      'day/0001.png',
      'C:/old/place/day/0001.png',
      'images\\day\\0001.png',
      './day/../day/0001.png',
    ]) {
      expect(found(both, name)).toBe('images/day/0001.png');
    }
  });

  it('are given to none where several fit equally well', () => {
    expect(found(both, '0001.png')).toBe('several: images/day/0001.png images/night/0001.png');
    expect(found(both, 'evening/0001.png')).toBe('several: images/day/0001.png images/night/0001.png');
    expect(found(images('0001.png', 'night/0001.png'), '0001.png')).toBe('0001.png');
  });

  it('are found by the file name alone when only one has it; another folder is said', () => {
    expect(found(both, 'top.png')).toBe('images/top.png');
    expect(found(both, 'elsewhere/top.png')).toBe('images/top.png');
    expect(found(images('a/images/x.png'), 'b/images/x.png')).toBe('a/images/x.png (other folder)');
    expect(found(both, 'other.png')).toBe('none');
  });

  it('are found without case and in composed or decomposed form', () => {
    expect(found(images('Größe/A.PNG'), 'gro\u0308ße/a.png')).toBe('Größe/A.PNG');
  });

  it('are told apart by case where both spellings are here', () => {
    expect(found(images('a.png', 'A.png'), 'A.png')).toBe('A.png');
    expect(found(images('a.png', 'A.png'), 'a.PNG')).toBe('several: a.png A.png');
  });

  it('are found under another type, or without one, when only one has that name', () => {
    expect(found(images('day/a.bmp'), 'day/a.jpg')).toBe('day/a.bmp');
    expect(found(images('day/frame.v2.bmp'), 'day/frame.v2')).toBe('day/frame.v2.bmp');
    expect(found(images('a.bmp', 'a.png'), 'a.jpg')).toBe('several: a.bmp a.png');
    expect(found(images('a.bmp', 'a.png'), 'a.png')).toBe('a.png');
  });

  it('are found by what an upload makes of their name', () => {
    const known = images('empty #1 50%.png', 'b.png');
    expect(found(known, ['data/upload/2/1a2b3c4d-empty_1_50.png', 'empty_1_50.png'], true)).toBe('empty #1 50%.png');
    expect(found(known, 'empty_1_50.png')).toBe('none');
  });

  it('must be meant by every name an entry gives', () => {
    expect(found(both, ['0001.png', 'day/0001'])).toBe('images/day/0001.png');
    expect(found(both, ['top.png', 'day/0001'])).toBe('several: images/top.png images/day/0001.png');
    expect(found(both, ['gone.png', 'day/0001'])).toBe('images/day/0001.png');
  });

  it('are found by further names of theirs, two of one picture counting once', () => {
    const [image] = images('x.png');
    const known = [{ ...image!, aliases: ['D:/data/day/x.png', 'day/x.png', 'x_png.png'] }, ...images('y.png')];
    expect(found(known, 'day/x.png')).toBe('x.png');
    expect(found(known, 'x_png.png')).toBe('x.png');
    expect(found(known, 'night/x.png')).toBe('x.png');
  });
});
