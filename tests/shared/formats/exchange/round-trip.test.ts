import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationContent } from '../../../../shared/domain/annotation.ts';
import { readCoco } from '../../../../shared/formats/coco/read-coco.ts';
import { writeCoco } from '../../../../shared/formats/coco/write-coco.ts';
import { readCvat } from '../../../../shared/formats/cvat/read-cvat.ts';
import { writeCvat } from '../../../../shared/formats/cvat/write-cvat.ts';
import type { ForeignImage } from '../../../../shared/formats/exchange/foreign-labels.ts';
import type { LabelledImage } from '../../../../shared/formats/exchange/labelled-image.ts';
import { placeEntry } from '../../../../shared/formats/exchange/place-entry.ts';
import { readLabelStudio } from '../../../../shared/formats/label-studio/read-label-studio.ts';
import { writeLabelStudio } from '../../../../shared/formats/label-studio/write-label-studio.ts';
import { readVoc } from '../../../../shared/formats/pascal-voc/read-voc.ts';
import { vocLabels } from '../../../../shared/formats/pascal-voc/voc-labels.ts';
import { writeVoc } from '../../../../shared/formats/pascal-voc/write-voc.ts';
import { read } from './entries.ts';

const classes = ['plug', 'no plug & "co" <1>', 'Stößel', '栓'];

const size = fc.record({ widthPx: fc.integer({ min: 1, max: 5000 }), heightPx: fc.integer({ min: 1, max: 5000 }) });
/** Two places along a side, at least a pixel apart where the side allows it. */
const side = (length: number) =>
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([a, b]) => [Math.min(a, b) * length, Math.max(a, b) * length] as const)
    .map(([low, high]) =>
      high - low >= 1 ? [low, high] : ([Math.max(0, Math.min(low, length - 1)), Math.min(length, low + 1.5)] as const),
    );
const content = (picture: { widthPx: number; heightPx: number }): fc.Arbitrary<AnnotationContent> =>
  fc.oneof(
    fc.constant<AnnotationContent>({ state: 'unlabelled' }),
    fc.constant<AnnotationContent>({ state: 'no-object' }),
    fc
      .uniqueArray(fc.tuple(fc.nat(classes.length - 1), side(picture.widthPx), side(picture.heightPx)), {
        // Boxes that fall together within a ten-thousandth of a pixel come back as one.
        selector: (row) =>
          row
            .flat()
            .map((value) => Number(value).toFixed(2))
            .join(),
        minLength: 1,
        maxLength: 6,
      })
      .map(
        (rows): AnnotationContent => ({
          state: 'boxes',
          boxes: rows.map(([classIndex, [xMin, xMax], [yMin, yMax]]) => ({
            classIndex,
            box: { xMin: xMin!, yMin: yMin!, xMax: xMax!, yMax: yMax! },
          })),
        }),
      ),
  );
const fileName = fc
  .stringMatching(/^[\p{L}\p{N} _#%&+'"<>()[\]{}=;,!@~^-]{1,20}$/u)
  .map((stem) => stem.normalize('NFC').trim())
  .filter((stem) => stem !== '');
const images = fc
  .uniqueArray(
    fc.tuple(
      fileName,
      size.chain((picture) => content(picture).map((label) => ({ picture, label }))),
    ),
    {
      selector: ([stem]) => stem.toLowerCase(),
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((rows) =>
    rows.map(
      ([stem, { picture, label }], at): LabelledImage => ({
        name: `${at % 2 === 0 ? 'day' : 'night'}/${stem}.png`,
        size: picture,
        content: label,
      }),
    ),
  );

/** Labels as they come back, on the pictures they were made for; `null` where the file does not list the picture. */
function comeBack(
  given: readonly LabelledImage[],
  entries: readonly ForeignImage[],
  prefix = '',
): (AnnotationContent | null)[] {
  return given.map(({ name, size: picture }) => {
    const entry = entries.find(({ names }) => names.includes(prefix + name));
    if (entry === undefined) return null;
    if (entry.content.state !== 'boxes')
      return { state: entry.content.state === 'no-object' ? 'no-object' : 'unlabelled' };
    const placed = placeEntry(entry, entry.content.boxes, { path: name, size: picture });
    if (!placed.ok) throw new Error(placed.problem.sentence);
    return {
      state: 'boxes',
      boxes: placed.value.boxes.map(({ className, box }) => ({ classIndex: classes.indexOf(className), box })),
    };
  });
}

function expectSame(
  given: readonly LabelledImage[],
  back: readonly (AnnotationContent | null)[],
  tolerancePx: number,
): void {
  for (const [at, { content: before }] of given.entries()) {
    const after = back[at] ?? { state: 'unlabelled' as const };
    expect(after.state).toBe(before.state);
    if (before.state !== 'boxes' || after.state !== 'boxes') continue;
    const kept = before.boxes.map(({ classIndex, box }) => [classIndex, box.xMin, box.yMin, box.xMax, box.yMax]);
    const found = after.boxes.map(({ classIndex, box }) => [classIndex, box.xMin, box.yMin, box.xMax, box.yMax]);
    for (const row of kept) {
      const distances = found
        .filter(([classIndex]) => classIndex === row[0])
        .map((other) => Math.max(...row.map((value, index) => Math.abs(value - other[index]!))));
      expect(Math.min(...distances)).toBeLessThanOrEqual(tolerancePx);
    }
  }
}

describe('labels that go out and come back', () => {
  it('are the same in CVAT XML, to a millionth of a pixel', () => {
    fc.assert(
      fc.property(images, (given) => {
        if (given.every(({ content: label }) => label.state === 'unlabelled')) return;
        const back = read(readCvat([...writeCvat(given, classes, 'line 1 & 2')].join(''), 'annotations.xml'));
        expect(back.classes).toEqual(classes);
        expectSame(given, comeBack(given, back.images), 1e-6);
      }),
    );
  });

  it('are the same in COCO, to a millionth of a pixel', () => {
    fc.assert(
      fc.property(images, (given) => {
        const text = [...writeCoco(given, classes)].join('');
        if (given.every(({ content: label }) => label.state === 'unlabelled')) return;
        const back = read(readCoco(text, 'instances.json'));
        expect(back.classes).toEqual(classes);
        expectSame(given, comeBack(given, back.images), 1e-6);
      }),
    );
  });

  it('are the same in Label Studio JSON, to a millionth of a pixel, unlabelled pictures listed', () => {
    fc.assert(
      fc.property(images, (given) => {
        const back = read(readLabelStudio([...writeLabelStudio(given, classes, 'images')].join(''), 'tasks.json'));
        expect(back.images).toHaveLength(given.length);
        expectSame(given, comeBack(given, back.images, 'images/'), 1e-6);
      }),
    );
  });

  it('are the same in Pascal VOC to half a pixel, and exactly the same from then on', () => {
    fc.assert(
      fc.property(images, (given) => {
        const trip = (labels: readonly LabelledImage[]) => {
          const files = labels.flatMap((image) => {
            const text = writeVoc(image, classes);
            if (text === null) return [];
            const parsed = readVoc(text, `Annotations/${image.name}.xml`);
            if (!parsed.ok) throw new Error(parsed.problem.sentence);
            return [parsed.value];
          });
          return comeBack(labels, vocLabels(files, null).images);
        };
        const once = trip(given);
        expectSame(given, once, 0.5 + 1e-9);
        const again = given.map(
          (image, at): LabelledImage => ({ ...image, content: once[at] ?? { state: 'unlabelled' } }),
        );
        expect(trip(again)).toEqual(once);
      }),
    );
  });
});

describe('readers', () => {
  const json = fc.json({ maxDepth: 6 });
  const cocoish = fc.record(
    { images: fc.array(fc.jsonValue()), annotations: fc.array(fc.jsonValue()), categories: fc.array(fc.jsonValue()) },
    { requiredKeys: ['images'] },
  );
  const taskish = fc.array(
    fc.record(
      {
        id: fc.jsonValue(),
        data: fc.jsonValue(),
        annotations: fc.array(
          fc.record({
            result: fc.array(fc.record({ id: fc.jsonValue(), value: fc.jsonValue(), type: fc.jsonValue() })),
          }),
        ),
      },
      { requiredKeys: [] },
    ),
  );
  const xmlish = fc
    .array(
      fc.constantFrom(
        '<annotations>',
        '</annotations>',
        '<image name="a.png">',
        '</image>',
        '<box label="p" xtl="1" ytl="x"/>',
        '<object>',
        '</object>',
        '<bndbox><xmin>1</xmin></bndbox>',
        '&amp;',
        '&#xd800;',
        '<![CDATA[',
        ']]>',
        '<!--',
        '"',
        '<name>p</name>',
        '\u0000',
      ),
    )
    .map((parts) => parts.join(''));

  it('answer with labels or a sentence, whatever the file holds', () => {
    const answers = (result: { ok: boolean }): void => {
      expect(typeof result.ok).toBe('boolean');
    };
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          cocoish.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (text) => answers(readCoco(text, 'f.json')),
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          taskish.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (text) => answers(readLabelStudio(text, 'f.json')),
      ),
    );
    fc.assert(fc.property(fc.oneof(xmlish, fc.string()), (text) => answers(readCvat(text, 'f.xml'))));
    fc.assert(fc.property(fc.oneof(xmlish, fc.string()), (text) => answers(readVoc(text, 'f.xml'))));
  });
});
