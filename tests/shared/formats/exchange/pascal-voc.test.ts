import { describe, expect, it } from 'vitest';
import { readVoc, type VocFile } from '../../../../shared/formats/pascal-voc/read-voc.ts';
import { vocLabels } from '../../../../shared/formats/pascal-voc/voc-labels.ts';
import { vocCorners, writeVoc } from '../../../../shared/formats/pascal-voc/write-voc.ts';
import { refusal, said } from './entries.ts';

const object = (corners: readonly (number | string)[], name = 'plug', more = '') =>
  `<object><name>${name}</name>${more}<bndbox><xmin>${corners[0]}</xmin><ymin>${corners[1]}</ymin><xmax>${corners[2]}</xmax><ymax>${corners[3]}</ymax></bndbox></object>`;
const text = (objects: string, head = '<filename>a.png</filename>') =>
  `<annotation>${head}<size><width>200</width><height>100</height><depth>1</depth></size>${objects}</annotation>`;
function parsed(xml: string, file = 'Annotations/a.xml'): VocFile {
  const result = readVoc(xml, file);
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.value;
}
const labels = (...files: string[]) =>
  vocLabels(
    files.map((xml, at) => parsed(xml, `Annotations/${at}.xml`)),
    null,
  );

describe('Pascal VOC', () => {
  it('counts from 1 and includes the last pixel, and says so', () => {
    const { images, warnings } = labels(text(object([1, 1, 200, 100]) + object([51, 26, 100, 75], 'hand')));
    expect(said(images[0]!)).toEqual(['plug 0 0 200 100', 'hand 50 25 100 75']);
    expect(warnings.join()).toContain('counts from 1');
  });

  it('does not creep on the way out and in again', () => {
    const size = { widthPx: 200, heightPx: 100 };
    let corners: readonly number[] = [51, 26, 100, 75];
    for (let times = 0; times < 5; times++) {
      const { images } = labels(text(object(corners)));
      const { content } = images[0]!;
      if (content.state !== 'boxes') throw new Error(content.state);
      corners = vocCorners(content.boxes[0]!.box, size);
    }
    expect(corners).toEqual([51, 26, 100, 75]);
  });

  it('sees by a corner below 1 that a whole set counts from 0, whichever file holds it', () => {
    const { images, warnings } = labels(text(object([50, 25, 100, 75])), text(object([0, 0, 200, 100])));
    expect(images.map(said)).toEqual([['plug 50 25 100 75'], ['plug 0 0 200 100']]);
    expect(warnings.join()).toMatch(/below 1 stands in 1 of 2 files \(Annotations\/1\.xml\).*count from 0/);
  });

  it('sees by decimal points in most files that a set counts from 0, and does not by one of many', () => {
    expect(labels(text(object(['45.65', '24.0', '87.67', '55.0']))).images.map(said)).toEqual([
      ['plug 45.65 24 87.67 55'],
    ]);
    const few = labels(
      text(object([51, 26, 100, 75])),
      text(object([51, 26, 100, 75])),
      text(object(['45.7', 26, 100, 75])),
    );
    expect(few.images.map(said)).toEqual([['plug 50 25 100 75'], ['plug 50 25 100 75'], ['plug 44.7 25 100 75']]);
  });

  it('counts as it is told to', () => {
    const file = parsed(text(object([0, 0, 200, 100])));
    expect(said(vocLabels([file], 'from-1').images[0]!)).toEqual(['plug -1 -1 200 100']);
    expect(said(vocLabels([parsed(text(object([1, 1, 200, 100])))], 'from-0').images[0]!)).toEqual([
      'plug 1 1 200 100',
    ]);
  });

  it('takes a file without an object for "no object": somebody saved it', () => {
    expect(labels(text('')).images.map(said)).toEqual([['no-object']]);
  });

  it('counts difficult, truncated and occluded marks, parts, poses and turned boxes', () => {
    const { losses, objects } = parsed(
      text(
        object(
          [1, 1, 20, 10],
          'plug',
          '<pose>Left</pose><difficult>1</difficult><truncated>1</truncated><occluded>1</occluded><part><name>head</name><bndbox/></part>',
        ) +
          object([1, 1, 20, 10], 'plug', '<pose>Unspecified</pose><difficult>0</difficult>') +
          '<object><name>hand</name><robndbox><cx>80</cx><cy>50</cy><w>40</w><h>20</h><angle>1.5707963267948966</angle></robndbox></object>',
      ),
    );
    expect(losses).toEqual({ difficult: 1, truncated: 1, occluded: 1, part: 1, attribute: 1, 'rotated-box': 1 });
    expect(objects[2]).toMatchObject({ turned: { xMin: 70, yMin: 30, xMax: 90, yMax: 70 } });
  });

  it('knows a picture by its element and by the name of the file, folders below Annotations included', () => {
    expect(
      parsed(text('', '<folder>C:\\data\\day</folder><filename>b.png</filename>'), 'Annotations/day/a.xml').names,
    ).toEqual(['b.png', 'day/b.png', 'day/a']);
    expect(parsed(text('', ''), 'a.b.xml').names).toEqual(['a.b']);
  });

  it('takes a size of 0 for none', () => {
    expect(parsed('<annotation><size><width>0</width><height>0</height></size></annotation>').size).toBeNull();
  });

  it('refuses a file with one wrong object as a whole', () => {
    const good = object([1, 1, 2, 2]);
    expect(refusal(readVoc(text(good + object([1, 'x', 2, 2])), 'a.xml'))).toMatch(/a\.xml, object 2: ymin is "x"/);
    expect(refusal(readVoc(text(good + object([9, 1, 2, 2])), 'a.xml'))).toContain('must not be less');
    expect(refusal(readVoc(text(good + object([1, 1, 2, 2], ' ')), 'a.xml'))).toContain('name is missing');
    expect(refusal(readVoc(text(`${good}<object><name>plug</name></object>`), 'a.xml'))).toContain('bndbox is missing');
    expect(refusal(readVoc('<annotations/>', 'a.xml'))).toContain('outermost element is annotations');
  });

  it('writes no file for an unlabelled picture and one without an object for a confirmed empty one', () => {
    const picture = { name: 'day/a & b.png', size: { widthPx: 200, heightPx: 100 } };
    expect(writeVoc({ ...picture, content: { state: 'unlabelled' } }, ['plug'])).toBeNull();
    const written = writeVoc({ ...picture, content: { state: 'no-object' } }, ['plug']) ?? '';
    expect(parsed(written)).toMatchObject({ names: ['day/a & b.png', 'a'], objects: [], size: picture.size });
  });

  it('keeps a box thinner than a pixel as the pixel it lies in', () => {
    const size = { widthPx: 200, heightPx: 100 };
    expect(vocCorners({ xMin: 10.6, yMin: 99.7, xMax: 10.9, yMax: 100 }, size)).toEqual([11, 100, 11, 100]);
    expect(vocCorners({ xMin: 199.9, yMin: 0, xMax: 200, yMax: 0.1 }, size)).toEqual([200, 1, 200, 1]);
  });
});
