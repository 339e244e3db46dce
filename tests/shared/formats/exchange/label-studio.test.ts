import { describe, expect, it } from 'vitest';
import { pictureNames, uploadedName } from '../../../../shared/formats/exchange/picture-names.ts';
import { readLabelStudio } from '../../../../shared/formats/label-studio/read-label-studio.ts';
import { first, read, refusal, said, sentences } from './entries.ts';

const region = (value: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  id: `r${JSON.stringify(value).length}${JSON.stringify(more).length}${value.x}`,
  type: 'rectanglelabels',
  from_name: 'label',
  to_name: 'image',
  original_width: 800,
  original_height: 400,
  image_rotation: 0,
  value: { rotation: 0, rectanglelabels: ['plug'], ...value },
  ...more,
});
const rectangle = { x: 25, y: 25, width: 30, height: 20 };
const annotation = (result: unknown[], more: Record<string, unknown> = {}) => ({
  id: 5,
  was_cancelled: false,
  result,
  ...more,
});
const task = (annotations: unknown[], more: Record<string, unknown> = {}) => ({
  id: 11,
  data: { image: '/data/upload/2/1a2b3c4d-roll.png' },
  annotations,
  ...more,
});
const file = (...tasks: unknown[]) => readLabelStudio(JSON.stringify(tasks), 'export.json');

describe('Label Studio JSON', () => {
  it('reads boxes in percent, with the size of the picture they were drawn on', () => {
    const result = file(task([annotation([region(rectangle)])]));
    expect(first(result)).toEqual(['plug 25 25 55 45']);
    expect(read(result).images[0]).toMatchObject({
      unit: 'percent',
      size: { widthPx: 800, heightPx: 400 },
      names: ['data/upload/2/1a2b3c4d-roll.png', 'roll.png'].map((name, at) => (at === 0 ? `/${name}` : name)),
      hasUploadName: true,
    });
  });

  it('turns a box in pixels about its upper left corner, clockwise', () => {
    // 240x80 px at 200, 100: turned by 90 degrees it covers 120..200 and 100..340.
    expect(first(file(task([annotation([region({ ...rectangle, rotation: 90 })])])))).toEqual(['plug 15 25 25 85']);
    expect(sentences(file(task([annotation([region({ ...rectangle, rotation: 90 })])])))).toEqual([
      '1 rotated box becomes the upright box around it; the angle is not carried.',
    ]);
    const unknown = region({ ...rectangle, rotation: 45 }, { original_width: undefined });
    expect(first(file(task([annotation([unknown])]))).join()).toMatch(/refused.*does not say how large/);
  });

  it('takes the box around polygons and ellipses; points, lines and relations are counted', () => {
    const result = file(
      task([
        annotation([
          region(
            {
              points: [
                [10, 10],
                [30, 12],
                [20, 40],
              ],
              polygonlabels: ['plug'],
              rectanglelabels: undefined,
            },
            { type: 'polygonlabels' },
          ),
          region(
            {
              x: 50,
              y: 50,
              radiusX: 10,
              radiusY: 5,
              rotation: 90,
              ellipselabels: ['hand'],
              rectanglelabels: undefined,
            },
            { type: 'ellipselabels' },
          ),
          region(
            { x: 1, y: 1, width: 0.5, keypointlabels: ['tip'], rectanglelabels: undefined },
            { type: 'keypointlabels' },
          ),
          { type: 'relation', from_id: 'a', to_id: 'b' },
          { id: 'w', type: 'choices', value: { choices: ['dark'] } },
        ]),
      ]),
    );
    // 80x20 px half axes turned by 90 degrees: 20 px is 2.5 % of the width, 80 px 20 % of the height.
    expect(first(result)).toEqual(['plug 10 10 30 40', 'hand 47.5 30 52.5 70']);
    expect(sentences(result)).toEqual([
      '1 polygon becomes the upright box around it.',
      '1 ellipse becomes the upright box around it.',
      '1 point shape is not carried: a point has no area.',
      '1 tag of a whole picture is not carried.',
      '1 relation between boxes is not carried.',
    ]);
  });

  it('finds the class of a rectangle in an item of its own, and takes every class of a region', () => {
    const parts = [
      { ...region({ ...rectangle, rectanglelabels: undefined }), id: 'one', type: 'rectangle' },
      { ...region({ ...rectangle, rectanglelabels: undefined, labels: ['plug', 'worn'] }), id: 'one', type: 'labels' },
    ];
    expect(first(file(task([annotation(parts)])))).toEqual(['plug 25 25 55 45', 'worn 25 25 55 45']);
    const nameless = [{ ...region({ ...rectangle, rectanglelabels: [] }), id: 'two' }];
    expect(first(file(task([annotation(nameless)])))).toEqual(['unlabelled']);
    expect(sentences(file(task([annotation(nameless)])))).toEqual(['1 region without a class is not carried.']);
  });

  it('tells "no object" from "nobody looked"', () => {
    expect(first(file(task([annotation([])])))).toEqual(['no-object']);
    expect(first(file(task([])))).toEqual(['unlabelled']);
    expect(first(file(task([annotation([region(rectangle)], { was_cancelled: true })])))).toEqual(['unlabelled']);
    expect(
      sentences(
        file(
          task([annotation([], { was_cancelled: true })], {
            predictions: [{ result: [region(rectangle)] }],
            drafts: [{ id: 1 }],
          }),
        ),
      ),
    ).toEqual([
      '1 prediction of a model is not carried: predictions are not labels.',
      '1 annotation that its annotator skipped is not carried.',
      '1 draft that was never submitted is not carried.',
    ]);
  });

  it('leaves a picture as it is when annotators differ, unless one is the ground truth or all agree', () => {
    const by = (who: string, result: unknown[], more: Record<string, unknown> = {}) =>
      annotation(result, { completed_by: { email: who }, ...more });
    const mine = by('a@plant', [region(rectangle)]);
    const theirs = by('b@plant', [], { updated_at: '2026-01-02T00:00:00Z' });
    expect(first(file(task([mine, theirs]))).join()).toMatch(/refused.*a@plant, b@plant/);
    expect(first(file(task([mine, by('b@plant', [region(rectangle)])])))).toEqual(['plug 25 25 55 45']);
    expect(first(file(task([{ ...mine, ground_truth: true }, theirs])))).toEqual(['plug 25 25 55 45']);
    expect(first(file(task([mine, { ...theirs, was_cancelled: true }])))).toEqual(['plug 25 25 55 45']);
    const newest = readLabelStudio(
      JSON.stringify([task([{ ...mine, updated_at: '2026-01-01T00:00:00Z' }, theirs])]),
      'export.json',
      'newest',
    );
    expect(first(newest)).toEqual(['no-object']);
    expect(read(newest).images[0]!.warnings.join()).toContain('b@plant');
  });

  it('leaves pictures as they are that were turned while labelling, or carry brush masks or several pictures', () => {
    const wrong: readonly [unknown, string][] = [
      [region(rectangle, { image_rotation: 90 }), 'turned by 90 degrees'],
      [region({ format: 'rle', rle: [1, 2], brushlabels: ['plug'] }, { type: 'brushlabels' }), 'brush mask'],
      [region(rectangle, { item_index: 1 }), 'several pictures'],
      [region({ ...rectangle, width: 0 }), 'must be greater than 0'],
      [region({ ...rectangle, width: 'wide' }), 'not a number'],
      [region({ points: [[1, 2], [3]], rectanglelabels: ['plug'] }), 'no pair of numbers'],
    ];
    for (const [item, mentions] of wrong) {
      expect(first(file(task([annotation([region({ ...rectangle, x: 1 }), item])]))).join()).toMatch(
        new RegExp(`^refused.*${mentions}`),
      );
    }
  });

  it('reads the short export: one entry an annotation, an empty one only where somebody annotated', () => {
    const short = (more: Record<string, unknown>) => ({
      image: 's3://bucket/day/roll%201.png',
      annotator: 1,
      annotation_id: 5,
      ...more,
    });
    const label = [
      { ...rectangle, rotation: 90, rectanglelabels: ['plug'], original_width: 800, original_height: 400 },
    ];
    const result = file(
      short({ id: 1, label }),
      short({ id: 2 }),
      short({ id: 3, annotation_id: null }),
      short({ id: 4, label }),
      short({ id: 4, annotation_id: 6 }),
    );
    expect(
      read(result)
        .images.map(said)
        .map((lines) => lines.join().slice(0, 18)),
    ).toEqual(['plug 15 25 25 85', 'no-object', 'unlabelled', 'refused: 2 annotat'.slice(0, 18)]);
    expect(read(result).images[0]!.names).toEqual(['day/roll 1.png']);
  });

  it('reads a single annotation as storages hold it', () => {
    const single = { ...annotation([region(rectangle)]), task: { id: 3, data: { image: 'a.png' } } };
    expect(first(readLabelStudio(JSON.stringify(single), '3.json'))).toEqual(['plug 25 25 55 45']);
  });

  it('refuses what is no export of it with a sentence, and takes entries of other kinds for nothing', () => {
    expect(refusal(readLabelStudio('[]', 'e.json'))).toContain('no export of Label Studio');
    expect(refusal(readLabelStudio('[1, "x", null]', 'e.json'))).toContain('no export of Label Studio');
    expect(refusal(readLabelStudio('{"a": [', 'e.json'))).toContain('cut off');
    // An id that is an object whose own text form is missing.
    expect(refusal(readLabelStudio('[{"data": {}}, {"id": {"toString": null}}]', 'e.json'))).toBe('accepted');
    expect(read(file(task([]), { id: 12, data: { text: 'no picture' }, annotations: [] })).images[1]!.names).toEqual(
      [],
    );
    expect(read(file(task([], { data: { image: 'data:image/png;base64,iVBORw0KGgo=' } }))).images[0]!.names).toEqual(
      [],
    );
    expect(read(file(task([], { data: { pages: ['a.png', 'b.png'] } }))).images[0]!.names).toEqual([]);
  });
});

describe('names of pictures', () => {
  it('are found behind every address the tool writes', () => {
    const of = (address: string) => pictureNames(address).names;
    expect(of('/data/upload/2/1a2b3c4d-roll.png')).toEqual(['/data/upload/2/1a2b3c4d-roll.png', 'roll.png']);
    expect(of('/data/local-files/?d=day/roll%201.png')).toEqual(['day/roll 1.png']);
    expect(of('/data/local-files/?d=D%3A%5Cday%5Croll.png')).toEqual(['D:/day/roll.png']);
    expect(of('https://host:8080/media/roll.png?token=a.png#x')).toEqual(['media/roll.png']);
    expect(of('gs://bucket/a/b%23c.png')).toEqual(['a/b#c.png']);
    expect(of('C:\\pictures\\day\\50% #1.png')).toEqual(['C:/pictures/day/50% #1.png']);
    expect(of('https://host/100%.png')).toEqual(['100%.png']);
    expect(of('00232545-2974-4180-a1f3-79764ab1daca_1.png')[0]).toBe('00232545-2974-4180-a1f3-79764ab1daca_1.png');
  });

  it('are changed by an upload as the tool changes them', () => {
    expect(uploadedName('empty #1 50%.png')).toBe('empty_1_50.png');
    expect(uploadedName('größe (2).png')).toBe('größe_2.png');
  });
});
