import { describe, expect, it } from 'vitest';
import { readCoco } from '../../../../shared/formats/coco/read-coco.ts';
import { first, read, refusal, said, sentences } from './entries.ts';

const categories = [
  { id: 70, name: 'no_plug', supercategory: '' },
  { id: 5, name: 'plug', supercategory: '' },
  { id: 11, name: 'smoke', supercategory: '' },
];
const image = (id: number | string, name: string) => ({ id, file_name: name, width: 300, height: 200 });
const file = (parts: Record<string, unknown>) =>
  readCoco(JSON.stringify({ images: [image(9, 'a.png')], categories, annotations: [], ...parts }), 'instances.json');
const annotation = (more: Record<string, unknown> = {}) => ({
  id: 1,
  image_id: 9,
  category_id: 5,
  bbox: [10.5, 20.25, 30, 40.5],
  iscrowd: 0,
  ...more,
});

describe('COCO', () => {
  it('takes ids for names: gaps, any order, classes numbered in the order of their ids', () => {
    const result = file({
      images: [image(903, 'b.png'), image(9, 'sub/a.png')],
      annotations: [
        annotation({ id: 77 }),
        annotation({ id: 2, image_id: 903, category_id: 70, bbox: [0, 0, 300, 200] }),
      ],
    });
    expect(read(result).classes).toEqual(['plug', 'smoke', 'no_plug']);
    expect(read(result).images.map(said)).toEqual([['no_plug 0 0 300 200'], ['plug 10.5 20.25 40.5 60.75']]);
  });

  it('orders category ids as numbers, and texts that hold numbers likewise', () => {
    const names = (ids: readonly (number | string)[]) =>
      read(file({ categories: ids.map((id) => ({ id, name: `c${id}` })) })).classes;
    expect(names([10, 9, 100])).toEqual(['c9', 'c10', 'c100']);
    expect(names(['10', '9'])).toEqual(['c9', 'c10']);
    // Names that are numbers, or look like something else in other formats, are names.
    expect(
      read(
        file({
          categories: [
            { id: 2, name: 7 },
            { id: 1, name: 'no' },
          ],
        }),
      ).classes,
    ).toEqual(['no', '7']);
  });

  it('leaves open whether somebody looked at a picture without annotations, except in our own exports', () => {
    expect(first(file({}))).toEqual(['empty']);
    expect(first(file({ images: [{ ...image(9, 'a.png'), no_object: true }] }))).toEqual(['no-object']);
  });

  it('leaves a picture with a crowd region as it is: that is no box of one object', () => {
    expect(first(file({ annotations: [annotation(), annotation({ id: 2, iscrowd: 1 })] })).join()).toMatch(
      /refused.*crowd/,
    );
  });

  it('refuses predictions: a list of results, or annotations with scores', () => {
    const results = readCoco(
      JSON.stringify([{ image_id: 9, category_id: 5, bbox: [1, 2, 3, 4], score: 0.9 }]),
      'results.json',
    );
    expect(refusal(results)).toMatch(/results\.json.*predictions are not labels/);
    expect(first(file({ annotations: [annotation({ score: 0.4 })] })).join()).toMatch(
      /refused.*predictions are not labels/,
    );
  });

  it('carries boxes of outlines, masks and turned boxes, and says what is lost', () => {
    const result = file({
      annotations: [
        annotation({ segmentation: [[10.5, 20.25, 40.5, 20.25, 40.5, 60.75, 10.5, 60.75]] }),
        annotation({ id: 2, segmentation: [[10.5, 20.25, 40.5, 20.25, 20, 60.75]] }),
        annotation({ id: 3, segmentation: { counts: [1, 2], size: [200, 300] } }),
        annotation({ id: 4, bbox: [100, 80, 60, 20], attributes: { rotation: 90, occluded: true, worn: 'yes' } }),
        annotation({ id: 5, bbox: [], segmentation: [[1, 2, 5, 2, 3, 9]] }),
      ],
    });
    expect(first(result)).toEqual([
      'plug 10.5 20.25 40.5 60.75',
      'plug 10.5 20.25 40.5 60.75',
      'plug 10.5 20.25 40.5 60.75',
      'plug 120 60 140 120',
      'plug 1 2 5 9',
    ]);
    expect(sentences(result)).toEqual([
      '1 rotated box becomes the upright box around it; the angle is not carried.',
      '2 polygons become the upright boxes around them.',
      '1 mask becomes the upright box around it.',
      '1 attribute of a box is not carried.',
      '1 box is marked as occluded and is carried without the mark.',
    ]);
  });

  it('refuses a picture with one wrong annotation as a whole, and reads the others', () => {
    const wrong: readonly [more: Record<string, unknown>, mentions: string][] = [
      [{ bbox: [1, 2, 3] }, 'not four numbers'],
      [{ bbox: [1, 2, 'x', 4] }, 'not four numbers'],
      [{ bbox: [1, 2, null, 4] }, 'not four numbers'],
      [{ bbox: [1, 2, -3, 4] }, 'must be greater than 0'],
      [{ bbox: undefined }, 'bbox is missing'],
      [{ category_id: 6 }, 'category id 6'],
      [{ category_id: 'plug' }, 'category id plug'],
    ];
    for (const [more, mentions] of wrong) {
      const { images } = read(
        file({
          images: [image(9, 'a.png'), image(4, 'b.png')],
          annotations: [annotation(more), annotation({ id: 2 }), annotation({ id: 3, image_id: 4 })],
        }),
      );
      expect(said(images[0]!).join()).toMatch(/^refused/);
      expect(said(images[0]!).join()).toContain(mentions);
      expect(said(images[1]!)).toEqual(['plug 10.5 20.25 40.5 60.75']);
    }
  });

  it('cannot tell whose annotations they are when two pictures share an id', () => {
    const { images } = read(
      file({
        images: [image(9, 'a.png'), image(9, 'b.png'), image(4, 'c.png')],
        annotations: [annotation(), annotation({ image_id: 4 })],
      }),
    );
    expect(images.map((entry) => said(entry)[0]!.slice(0, 7))).toEqual(['refused', 'refused', 'plug 10']);
  });

  it('says how many annotations belong to no listed picture', () => {
    expect(
      read(file({ annotations: [annotation({ image_id: 1 }), annotation({ image_id: 2 })] })).warnings.join(),
    ).toContain('2 annotations');
  });

  it('leaves out the data set’s own name listed above the others, takes equal names as one class', () => {
    const rows = [
      { id: 0, name: 'plugs', supercategory: 'none' },
      { id: 1, name: 'plug', supercategory: 'plugs' },
      { id: 4, name: 'plug', supercategory: 'plugs' },
    ];
    const { classes, warnings } = read(file({ categories: rows }));
    expect(classes).toEqual(['plug']);
    expect(warnings.join()).toContain('two category ids are called "plug"');
  });

  it('refuses files that are no COCO with a sentence: cut off, NaN, nested, another kind, categories without names', () => {
    expect(refusal(readCoco('{"images": [{"id": 1', 'cut.json'))).toMatch(/cut\.json.*cut off/);
    expect(refusal(readCoco('{"images": [], "x": NaN}', 'nan.json'))).toContain('NaN');
    expect(refusal(readCoco('['.repeat(100_000), 'deep.json'))).toContain('nest');
    expect(refusal(readCoco(`{"a": "${'['.repeat(200)}", "images": []}`, 'text.json'))).not.toContain('nest');
    expect(refusal(readCoco('[1, 2]', 'list.json'))).toContain('no COCO file');
    expect(refusal(readCoco('null', 'null.json'))).toContain('no COCO file');
    expect(refusal(file({ categories: [{ id: 1 }] }))).toContain('lacks its id or its name');
    expect(
      refusal(
        file({
          categories: [
            { id: 1, name: 'a' },
            { id: 1, name: 'b' },
          ],
        }),
      ),
    ).toContain('given twice');
    expect(refusal(file({ images: [] }))).toContain('lists no picture');
  });

  it('gives entries without a usable name or of another kind no name', () => {
    const { images } = read(file({ images: [{ id: 1 }, 'a.png', null, image(2, 'images\\day\\a.png')] }));
    expect(images.map(({ names }) => names)).toEqual([[], [], [], ['images/day/a.png']]);
  });
});
