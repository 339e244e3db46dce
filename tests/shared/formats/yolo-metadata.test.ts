import { describe, expect, it } from 'vitest';
import { readYoloMetadata } from '../../../shared/formats/yolo-metadata.ts';

function read(entries: Record<string, string>) {
  return readYoloMetadata(new Map(Object.entries(entries)));
}
function names(text: string) {
  const result = read({ names: text });
  return result.ok ? result.value.names : result.problem.sentence;
}

describe('metadata of a YOLO export', () => {
  it('is read into names, stride, size and origin', () => {
    const result = read({
      description: 'detector trained on clamps.yaml',
      author: 'Somebody',
      date: '2025-04-01T10:00:00',
      version: '8.3.1',
      license: 'AGPL-3.0',
      stride: '32',
      task: 'detect',
      batch: '1',
      imgsz: '[256, 320]',
      names: "{0: 'clamp', 1: 'no clamp'}",
      end2end: 'False',
      something: 'else ( that nobody reads',
    });
    expect(result).toEqual({
      ok: true,
      value: {
        names: ['clamp', 'no clamp'],
        stride: 32,
        imageSize: { widthPx: 320, heightPx: 256 },
        task: 'detect',
        endToEnd: false,
        licence: 'AGPL-3.0',
        author: 'Somebody',
        version: '8.3.1',
        description: 'detector trained on clamps.yaml',
        date: '2025-04-01T10:00:00',
      },
    });
  });

  it('leaves open what the file does not say', () => {
    const result = read({});
    expect(result.ok && result.value.names).toBeNull();
    expect(result.ok && result.value.imageSize).toBeNull();
  });

  it.each([
    ["{0: 'a', 1: 'b'}", ['a', 'b']],
    ["{1: 'b', 0: 'a'}", ['a', 'b']],
    ["['a', 'b']", ['a', 'b']],
    ["{0: 'constructor', 1: '__proto__'}", ['constructor', '__proto__']],
  ])('takes the names %s in class order', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    ["{1: 'a', 2: 'b'}", 'names 2 classes but not class 0'],
    ["{0: 'a', 2: 'c'}", 'names 2 classes but not class 1'],
    ["{0: 'a', 0: 'b'}", 'names class 0 twice'],
    ["{0: 'a', 1: 7}", 'gives class 1 a name that is not text'],
    ["{'a': 0}", 'not numbered'],
    ["{-1: 'a', 0: 'b'}", 'not numbered'],
    ["{0: ' '}", 'gives class 0 an empty name'],
    ['{}', 'no class name'],
    ["'plug'", 'neither a dictionary nor a list'],
    ['{"a": 1', 'cannot be read'],
    ['dict(a=1)', 'cannot be read'],
  ])('refuses the names %s', (text, mention) => {
    expect(names(text)).toContain(mention);
  });

  it.each([
    [{ imgsz: '640' }, { imageSize: { widthPx: 640, heightPx: 640 } }],
    [{ stride: '[8, 16, 32]' }, { stride: 32 }],
    [{ stride: '32.0' }, { stride: 32 }],
    [{ end2end: 'True' }, { endToEnd: true }],
  ])('reads %o', (entries, expected) => {
    const result = read(entries);
    expect(result.ok && result.value).toMatchObject(expected);
  });

  it.each([
    { imgsz: '[0, 32]' },
    { imgsz: '[-1, -1]' },
    { imgsz: '[32, 32, 3]' },
    { stride: '0' },
    { stride: "'32'" },
    { end2end: '1' },
  ])('refuses %o', (entries) => {
    const result = read(entries);
    expect(result.ok ? null : result.problem.code).toBe('model-invalid');
  });
});
