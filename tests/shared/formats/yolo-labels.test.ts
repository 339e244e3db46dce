import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationContent } from '../../../shared/domain/annotation.ts';
import { parseYoloLabels, writeYoloLabels } from '../../../shared/formats/yolo-labels.ts';

const imageSize = { widthPx: 400, heightPx: 200 };
const classes = ['plug', 'no_plug'];
const parse = (text: string, size = imageSize, names = classes) =>
  parseYoloLabels(text, { file: 'labels/f.txt', imageSize: size, classes: names, classesFile: 'classes.txt' });

/** Rows `class xMin yMin xMax yMax`, rounded to a hundredth of a pixel. */
function rows(text: string): string[] {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problem.sentence);
  const { content } = result.value;
  if (content.state !== 'boxes') return [content.state];
  return content.boxes.map(({ classIndex, box }) =>
    [classIndex, box.xMin, box.yMin, box.xMax, box.yMax].map((value) => Number(value.toFixed(2))).join(' '),
  );
}
function warnings(text: string): string[] {
  const result = parse(text);
  return result.ok ? result.value.warnings.map(({ sentence }) => sentence) : ['refused'];
}
function refusal(text: string): string {
  const result = parse(text);
  return result.ok ? 'accepted' : result.problem.sentence;
}

describe('a YOLO label file', () => {
  it('means the same with CRLF, tabs, doubled blanks, blank lines and no final line end', () => {
    const text = '\t1 0.25\t0.3  0.1   0.2 \r\n\r\n   \r\n0 0.75 0.75 0.1 0.1';
    expect(rows(text)).toEqual(['1 80 40 120 80', '0 280 140 320 160']);
    expect(warnings(text)).toEqual([]);
  });

  it('takes a whole number in any notation as a class id', () => {
    expect(rows('1.000e+00 5.0e-01 0.5 0.2 0.4\n0.0 0.25 0.5 0.1 0.2\n')).toEqual([
      '1 160 60 240 140',
      '0 80 80 120 120',
    ]);
    const ten = Array.from({ length: 11 }, (_, index) => `c${index}`);
    const result = parse('1e+01 0.5 0.5 0.2 0.4', imageSize, ten);
    expect(result.ok && result.value.content).toMatchObject({ boxes: [{ classIndex: 10 }] });
    expect(refusal('0.5 0.5 0.5 0.2 0.4')).toMatch(/the class is 0\.5; it must be a whole number/);
    expect(refusal('-1 0.5 0.5 0.2 0.4')).toMatch(/the class is -1/);
  });

  it('says "no object" when it is empty or blank, and never "unlabelled"', () => {
    for (const text of ['', '\r\n\r\n', '  \n\t\n']) expect(rows(text)).toEqual(['no-object']);
  });

  it('clips a box that reaches out of the image and says how far on which side', () => {
    expect(rows('0 0.5 0.04 0.1 0.2\n')).toEqual(['0 180 0 220 28']);
    expect(warnings('0 0.5 0.04 0.1 0.2\n')).toEqual([
      'labels/f.txt, line 1: the box reaches 12 px outside the image at the top; it was clipped to the image.',
    ]);
    expect(warnings('0 0.02 0.99 0.1 0.1\n')[0]).toMatch(/12 px outside the image at the left and 8 px .* bottom/);
    expect(warnings('0 0.05 0.5 0.1 0.2\n0 0.95 0.5 0.1 0.2')).toEqual([]);
  });

  it('reduces a polygon to its bounding box, row by row, and says so', () => {
    const text = '0 0.5 0.5 0.2 0.4\n1 0.10 0.20 0.30 0.20 0.30 0.60 0.20 0.70\n';
    expect(rows(text)).toEqual(['0 160 60 240 140', '1 40 40 120 140']);
    expect(warnings(text)).toEqual(['labels/f.txt, line 2: a polygon of 4 points was reduced to its bounding box.']);
  });

  it('counts rows that repeat a box as numbers once, and keeps the same box with another class', () => {
    const text = '0 0.5 0.5 0.2 0.4\n1 0.5 0.5 0.2 0.4\n0 0.50 0.5 .2 4e-1\n0 0.5 0.5 0.2 0.4\n';
    expect(rows(text)).toEqual(['0 160 60 240 140', '1 160 60 240 140']);
    expect(warnings(text)).toEqual([
      'labels/f.txt: 2 duplicate rows were left out (lines 3, 4). Lines 1 and 2 give the same box two classes, both were kept.',
    ]);
  });

  it.each([
    ['0,0.41,0.52,0.33,0.28', /labels\/f\.txt, line 1: a comma stands/],
    ['0 0,5 0,5 0,2 0,4', /comma.*decimal point/],
    ['0;0.5;0.5;0.2;0.4', /semicolon/],
    ['0 nan 0.5 0.2 0.2', /"nan" is not a number/],
    ['0 0.5 0.5 0.2 -NaN', /"-NaN" is not a number/],
    ['0 0.5 0.5 inf 0.2', /infinite \(inf\)/],
    ['0 0.5 0.5 1e999 0.2', /read as inf/],
    ['0 0.5 0.5 0x1 0.2', /"0x1" is not a number/],
    ['no_plug 0.4 0.5 0.1 0.3', /its name, "no_plug"; here it must be its number, 1/],
    ['bolt 0.4 0.5 0.1 0.3', /"bolt" is not a number/],
    ['2 0.2 0.2 0.1 0.1', /class 2 does not exist: classes\.txt lists 2 classes \(0 plug, 1 no_plug\)/],
    ['0 100 50 40 40', /100 is greater than 1; values must be normalised/],
    ['0 -0.2 0.5 0.4 0.4', /-0\.2 is less than 0/],
    ['0 0.5 0.5 0 0.2', /0 wide and 0\.2 high/],
    ['0 0.5 0.5 0.2', /has 4 values; a box has 5/],
    ['0 0.5 0.5 0.2 0.2 0.91', /6 values; the sixth looks like the confidence of a model/],
    ['0 0.1 0.1 0.2 0.2 0.3 0.3 0.4', /has 8 values/],
    ['0 0.3 0.1 0.3 0.2 0.3 0.3', /no area inside the image/],
  ])('refuses the whole file for the row %j', (row, expected) => {
    expect(refusal(`${row}\n0 0.25 0.5 0.1 0.2\n`)).toMatch(expected);
    const below = parse(`0 0.25 0.5 0.1 0.2\n${row}\n`);
    expect(below).toMatchObject({ ok: false, problem: { code: 'label-invalid', file: 'labels/f.txt', line: 2 } });
    expect(refusal(row)).toMatch(/was not imported; its image stays unlabelled/);
  });

  it('names a class with blanks in its name', () => {
    const result = parse('no plug 0.4 0.5 0.1 0.3', imageSize, ['no', 'no plug']);
    expect(!result.ok && result.problem.sentence).toMatch(/"no plug"; here it must be its number, 1/);
  });
});

const side = fc.integer({ min: 1, max: 20_000 });
const content: fc.Arbitrary<{ content: AnnotationContent; size: { widthPx: number; heightPx: number } }> = fc
  .record({ widthPx: side, heightPx: side })
  .chain((size) => {
    const span = (limit: number) =>
      fc
        .tuple(fc.double({ min: 0, max: limit - 0.01, noNaN: true }), fc.double({ min: 0.01, max: limit, noNaN: true }))
        .map(([start, length]) => [start, Math.min(limit, start + length)] as const);
    const box = fc
      .record({ classIndex: fc.nat(1), x: span(size.widthPx), y: span(size.heightPx) })
      .map(({ classIndex, x, y }) => ({
        classIndex,
        box: { xMin: x[0], yMin: y[0], xMax: x[1], yMax: y[1] },
      }));
    const boxes = fc.uniqueArray(box, {
      minLength: 1,
      maxLength: 6,
      selector: ({ box }) =>
        Object.values(box)
          .map((px) => px.toFixed(2))
          .join(),
    });
    const any = fc.oneof(
      fc.constant<AnnotationContent>({ state: 'no-object' }),
      boxes.map((list): AnnotationContent => ({ state: 'boxes', boxes: list })),
    );
    return any.map((made) => ({ content: made, size }));
  });

describe('labels written and read back', () => {
  it('move no edge by more than a millionth of a pixel, without a warning', () => {
    fc.assert(
      fc.property(content, ({ content, size }) => {
        const text = writeYoloLabels(content, size);
        const result = parse(text ?? 'none', size);
        if (!result.ok) throw new Error(result.problem.sentence);
        expect(result.value.warnings).toEqual([]);
        const back = result.value.content;
        expect(back.state).toBe(content.state);
        if (content.state !== 'boxes' || back.state !== 'boxes') return;
        expect(back.boxes.map(({ classIndex }) => classIndex)).toEqual(
          content.boxes.map(({ classIndex }) => classIndex),
        );
        for (const [index, { box }] of content.boxes.entries()) {
          for (const edge of ['xMin', 'yMin', 'xMax', 'yMax'] as const) {
            expect(Math.abs(back.boxes[index]!.box[edge] - box[edge])).toBeLessThanOrEqual(1e-6);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are no file for an unlabelled image, an empty one for "no object", and never in exponent form', () => {
    expect(writeYoloLabels({ state: 'unlabelled' }, imageSize)).toBeNull();
    expect(writeYoloLabels({ state: 'no-object' }, imageSize)).toBe('');
    const tiny = { classIndex: 0, box: { xMin: 0, yMin: 0, xMax: 1e-5, yMax: 100 } };
    expect(writeYoloLabels({ state: 'boxes', boxes: [tiny] }, imageSize)).toBe('0 0.0000000125 0.25 0.000000025 0.5\n');
  });
});
