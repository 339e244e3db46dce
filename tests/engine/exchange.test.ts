import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ExchangeSource,
  type LabelImportReport,
  labelExportReportSchema,
  labelImportReportSchema,
} from '../../shared/contract/exchange.ts';
import type { Problem } from '../../shared/domain/problem.ts';
import {
  finished,
  imagesByPath,
  importFrom,
  labelsByPath,
  refusal,
  startTestEngine,
  type TestEngine,
} from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await startTestEngine();
});
afterEach(() => engine.end());

type Options = Partial<Omit<ExchangeSource, 'folder'>>;
async function importLabels(folder: string, options: Options = {}): Promise<LabelImportReport> {
  const started = await engine.client.annotations.importLabels({ folder, author: 'test', ...options });
  return finished(engine.client, started, labelImportReportSchema);
}
async function inspect(folder: string, options: Options = {}): Promise<LabelImportReport> {
  return finished(
    engine.client,
    await engine.client.annotations.inspectExchange({ folder, ...options }),
    labelImportReportSchema,
  );
}
async function take(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  await importFrom(engine, engine.write('in', files));
}
const sentences = (problems: readonly Problem[]) => problems.map(({ sentence }) => sentence).join('\n');

const box = (label: string, corners: readonly number[], more = '') =>
  `<box label="${label}" occluded="0" xtl="${corners[0]}" ytl="${corners[1]}" xbr="${corners[2]}" ybr="${corners[3]}"${more}/>`;
const image = (name: string, inside: string, size = [40, 20]) =>
  `<image id="0" name="${name}" width="${size[0]}" height="${size[1]}">${inside}</image>`;
const cvat = (...images: string[]) =>
  `<annotations><version>1.1</version><meta><task><labels><label><name>plug</name></label><label><name>hand</name></label></labels></task></meta>${images.join('')}</annotations>`;

describe('labels of another tool', () => {
  it('are looked at before anything is written, and then come in as it was said', async () => {
    await take({ 'images/day/a.pgm': picture(1), 'images/day/b.pgm': picture(2), 'images/c.pgm': picture(3) });
    const folder = engine.write('labels', {
      'annotations.xml': cvat(
        image('day/a.pgm', box('plug', [10, 5, 30, 15]) + box('hand', [2, 8, 6, 12], ' rotation="90"')),
        image('day/b.pgm', ''),
        image('gone.pgm', box('plug', [1, 1, 2, 2])),
      ),
    });
    const before = await inspect(folder);
    expect(before).toMatchObject({
      format: 'cvat',
      written: false,
      files: 1,
      matched: 2,
      changed: 1,
      replaced: 0,
      unchanged: 0,
      says: { boxes: 1, noObject: 0, open: 1, unlabelled: 0 },
      boxes: 2,
      classesAdded: ['plug', 'hand'],
      notHere: 1,
      notCarried: [{ kind: 'rotated-box', count: 1 }],
      refused: [],
    });
    expect(sentences(before.warnings)).toMatch(/1 picture of the files is not here: gone\.pgm/);
    expect(sentences(before.warnings)).toMatch(/cannot say whether somebody looked/);
    expect(Object.values(await labelsByPath(engine))).toEqual(['unlabelled', 'unlabelled', 'unlabelled']);
    expect((await engine.client.workspace.info()).classes).toEqual([]);

    const after = await importLabels(folder);
    expect(after).toEqual({ ...before, written: true });
    expect(await labelsByPath(engine)).toEqual({
      'images/c.pgm': 'unlabelled',
      'images/day/a.pgm': 'plug 10 5 30 15, hand 2 8 6 12',
      'images/day/b.pgm': 'unlabelled',
    });
    const { id } = (await imagesByPath(engine)).get('images/day/a.pgm')!;
    const [revision] = await engine.client.annotations.history({ imageId: id });
    expect(revision).toMatchObject({ author: 'test', origin: expect.stringContaining('CVAT') });
    expect(await importLabels(folder)).toMatchObject({ changed: 0, unchanged: 1, classesAdded: [] });
  });

  it('say what they would replace; what is replaced stays in the history', async () => {
    await take({ 'a.pgm': picture(1), 'b.pgm': picture(2) });
    const folder = engine.write('labels', {
      'a.xml': cvat(image('a.pgm', box('plug', [10, 5, 30, 15])), image('b.pgm', box('plug', [1, 1, 9, 9]))),
    });
    const { id } = (await imagesByPath(engine)).get('a.pgm')!;
    await engine.client.annotations.revise({ imageId: id, content: { state: 'no-object' }, author: 'night shift' });
    expect(await inspect(folder)).toMatchObject({ changed: 2, replaced: 1 });
    await importLabels(folder);
    expect((await engine.client.annotations.history({ imageId: id })).map(({ content }) => content.state)).toEqual([
      'no-object',
      'boxes',
    ]);
  });

  it('number classes by name, keep those of the workspace, and warn of another spelling', async () => {
    await take({ 'a.pgm': picture(1) });
    await engine.client.workspace.setClasses({ classes: ['hand', 'plug'] });
    const folder = engine.write('labels', {
      'a.xml': cvat(image('a.pgm', box('plug', [10, 5, 30, 15]) + box('Plug', [1, 1, 9, 9]))),
    });
    const report = await importLabels(folder);
    expect(report.classesAdded).toEqual(['Plug']);
    expect(sentences(report.warnings)).toContain('"Plug" is a class of its own beside "plug"');
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'plug 10 5 30 15, Plug 1 1 9 9' });
  });

  it('leave open pictures as they are, or take them as confirmed empty when a person says so', async () => {
    await take({ 'a.pgm': picture(1), 'b.pgm': picture(2) });
    const folder = engine.write('labels', {
      'a.xml': cvat(image('a.pgm', ''), image('b.pgm', '<polyline label="plug" points="1,2;3,4"/>')),
    });
    await importLabels(folder);
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'unlabelled', 'b.pgm': 'unlabelled' });
    const report = await importLabels(folder, { withoutBoxes: 'no-object' });
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'no-object', 'b.pgm': 'unlabelled' });
    expect(sentences(report.warnings)).toMatch(/image b\.pgm: it holds shapes, but none that is an area/);
  });

  it('of VOC files without an object say "no object", unless a person says otherwise', async () => {
    await take({ 'a.pgm': picture(1), 'b.pgm': picture(2) });
    const voc = (name: string, inside = '') =>
      `<annotation><filename>${name}</filename><size><width>40</width><height>20</height></size>${inside}</annotation>`;
    const object =
      '<object><name>plug</name><bndbox><xmin>11</xmin><ymin>6</ymin><xmax>30</xmax><ymax>15</ymax></bndbox></object>';
    const folder = engine.write('voc', {
      'Annotations/a.xml': voc('a.pgm', object),
      'Annotations/b.xml': voc('b.pgm'),
    });
    expect(await inspect(folder, { withoutBoxes: 'unlabelled' })).toMatchObject({
      changed: 1,
      says: { boxes: 1, noObject: 0, unlabelled: 1 },
    });
    const report = await importLabels(folder);
    expect(report).toMatchObject({ format: 'pascal-voc', files: 2, changed: 2 });
    expect(sentences(report.warnings)).toContain('counts from 1');
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'plug 10 5 30 15', 'b.pgm': 'no-object' });
    await importLabels(folder, { vocCounting: 'from-0' });
    expect((await labelsByPath(engine))['a.pgm']).toBe('plug 11 6 30 15');
  });
});

describe('pictures that labels of another tool speak of', () => {
  it('are refused one by one with a sentence, and the rest goes on', async () => {
    await take({
      'good.pgm': picture(1),
      'bad.pgm': picture(2),
      'turned.pgm': picture(3),
      'other.pgm': picture(4),
      'half.pgm': picture(5),
      'day/0001.pgm': picture(6),
      'night/0001.pgm': picture(7),
    });
    const folder = engine.write('labels', {
      'one.xml': cvat(
        image('good.pgm', box('plug', [10, 5, 30, 15])),
        image('bad.pgm', box('plug', [1, 1, 9, 9]) + box('plug', [10, 5, Number.NaN, 15])),
        image('turned.pgm', box('plug', [1, 1, 9, 9]), [20, 40]),
        image('other.pgm', box('plug', [1, 1, 9, 9]), [40, 21]),
        image('half.pgm', box('plug', [5, 2.5, 15, 7.5]), [20, 10]),
        image('0001.pgm', box('plug', [1, 1, 9, 9])),
      ),
      'cut.xml': cvat(image('good.pgm', '')).slice(0, 150),
      'bomb.xml': `<!DOCTYPE annotations [<!ENTITY a "b">]>${cvat(image('good.pgm', ''))}`,
      'notes.xml': '<notes/>',
    });
    const report = await importLabels(folder);
    expect(report).toMatchObject({ files: 3, matched: 2, changed: 2, scaled: 1 });
    expect(report.refused).toHaveLength(6);
    for (const mentions of [
      /image bad\.pgm: box 2 of it: xbr is "NaN".*bad\.pgm stays/,
      /turned\.pgm.*turned by a quarter/,
      /other\.pgm.*not the same proportions/,
      /0001\.pgm: it could mean day\/0001\.pgm or night\/0001\.pgm/,
      /cut\.xml.*cut off/,
      /bomb\.xml.*document type/,
    ]) {
      expect(sentences(report.refused)).toMatch(mentions);
    }
    expect(await labelsByPath(engine)).toEqual({
      'bad.pgm': 'unlabelled',
      'day/0001.pgm': 'unlabelled',
      'good.pgm': 'plug 10 5 30 15',
      'half.pgm': 'plug 10 5 30 15',
      'night/0001.pgm': 'unlabelled',
      'other.pgm': 'unlabelled',
      'turned.pgm': 'unlabelled',
    });
  });

  it('stay as they are when two files contradict each other; the same twice counts once', async () => {
    await take({ 'a.pgm': picture(1), 'b.pgm': picture(2) });
    const folder = engine.write('labels', {
      'one.xml': cvat(image('a.pgm', box('plug', [10, 5, 30, 15])), image('b.pgm', box('plug', [1, 1, 9, 9]))),
      'two.xml': cvat(image('a.pgm', box('plug', [11, 5, 30, 15])), image('b.pgm', box('plug', [1, 1, 9, 9]))),
    });
    const report = await importLabels(folder);
    expect(sentences(report.refused)).toMatch(
      /one\.xml, image a\.pgm and two\.xml, image a\.pgm speak of the same picture/,
    );
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'unlabelled', 'b.pgm': 'plug 1 1 9 9' });
  });

  it('are known by the file they were imported from, a second place included', async () => {
    await importFrom(engine, engine.write('line1', { 'x.pgm': picture(1) }));
    await importFrom(engine, engine.write('line2', { 'x.pgm': picture(2), 'copy/y.pgm': picture(1) }));
    const folder = engine.write('labels', {
      'a.xml': cvat(image('line1/x.pgm', box('plug', [1, 1, 9, 9])), image('line2/x.pgm', box('plug', [2, 2, 9, 9]))),
    });
    expect((await importLabels(folder)).refused).toEqual([]);
    const { images } = await engine.client.images.list({ limit: 10 });
    expect(
      images.map(({ annotation }) => (annotation.state === 'boxes' ? annotation.boxes[0]!.box.xMin : 0)).sort(),
    ).toEqual([1, 2]);
    const again = engine.write('more', { 'a.xml': cvat(image('copy/y.pgm', box('plug', [3, 3, 9, 9]))) });
    expect(await importLabels(again)).toMatchObject({ changed: 1, replaced: 1, refused: [] });
  });
});

describe('the place labels lie in', () => {
  const coco = JSON.stringify({
    images: [{ id: 5, file_name: 'a.pgm', width: 40, height: 20 }],
    categories: [{ id: 3, name: 'plug' }],
    annotations: [{ id: 1, image_id: 5, category_id: 3, bbox: [10, 5, 20, 10], iscrowd: 0 }],
  });

  it('may be a file, a folder or a ZIP archive; the format is told from the files', async () => {
    await take({ 'a.pgm': picture(1) });
    const folder = engine.write('labels', {
      'annotations/instances.json': coco,
      'readme.txt': 'hello',
      'package.json': '{"name": "x"}',
    });
    expect(await inspect(folder)).toMatchObject({ format: 'coco', files: 1, matched: 1 });
    expect(await inspect(join(folder, 'annotations', 'instances.json'))).toMatchObject({ format: 'coco', matched: 1 });
    const archive = join(
      engine.write('zip', {
        'task.zip': zipSync({
          'annotations.xml': strToU8(cvat(image('a.pgm', box('plug', [1, 1, 9, 9])))),
          'images/a.pgm': picture(1),
        }),
      }),
      'task.zip',
    );
    expect(await importLabels(archive)).toMatchObject({ format: 'cvat', changed: 1 });
    const yolo = engine.write('yolo', {
      'labels/a.txt': '0 0.5 0.5 0.5 0.5\n',
      'labels/gone.txt': '0 0.5 0.5 0.5 0.5\n',
      'classes.txt': 'plug\nglove\n',
    });
    expect(await inspect(yolo)).toMatchObject({
      format: 'yolo',
      written: false,
      files: 2,
      matched: 1,
      changed: 1,
      replaced: 1,
      notHere: 1,
      classesAdded: ['glove'],
    });
    expect((await engine.client.workspace.info()).classes).toEqual(['plug', 'hand']);
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'plug 1 1 9 9' });
  });

  it('is asked about when it holds two formats, none, or nothing of what is here', async () => {
    await take({ 'a.pgm': picture(1) });
    const inspected = (folder: string, options: Options = {}) =>
      refusal(engine.client, engine.client.annotations.inspectExchange({ folder, ...options }));
    const both = engine.write('both', { 'a.xml': cvat(image('a.pgm', '')), 'b.json': coco });
    expect((await inspected(both)).sentence).toMatch(/more than one format: CVAT.* and COCO/);
    expect(await inspect(both, { format: 'coco' })).toMatchObject({ files: 1, matched: 1 });
    expect(await inspected(both, { format: 'label-studio' })).toMatchObject({ code: 'nothing-to-do' });
    expect(await inspected(engine.write('none', { 'x.md': '#' }))).toMatchObject({ code: 'nothing-to-do' });
    expect(await inspected(join(engine.folder, 'nowhere'))).toMatchObject({ code: 'not-found' });
    expect(await inspected(engine.write('others', { 'a.xml': cvat(image('other.pgm', '')) }))).toMatchObject({
      code: 'nothing-to-do',
      sentence: expect.stringContaining('other.pgm'),
    });
    const broken = join(engine.write('broken', { 'x.zip': 'PK no archive' }), 'x.zip');
    expect((await inspected(broken)).sentence).toContain('ZIP');
  });

  it('may hold an archive that claims to be small: no more is unpacked than is read', async () => {
    await take({ 'a.pgm': picture(1) });
    const archive = join(
      engine.write('zip', { 'x.zip': zipSync({ 'a.xml': new Uint8Array(200 * 2 ** 20) }) }),
      'x.zip',
    );
    const report = await inspect(archive, { format: 'cvat' });
    expect(sentences(report.refused)).toMatch(/x\.zip\/a\.xml has 200 MB; 128 MB are read at most/);
  });
});

describe('labels for another tool', () => {
  const classes = 'plug\nhand & glove\n';
  async function labelled(): Promise<Record<string, string>> {
    await importFrom(
      engine,
      engine.write('in', {
        'classes.txt': classes,
        'images/day/0001.pgm': picture(1),
        'labels/day/0001.txt': '0 0.5 0.5 1 1\n1 0.3 0.3 0.2 0.2\n',
        'images/night/0001.pgm': picture(2),
        'labels/night/0001.txt': '1 0.3 0.3 0.1 0.2\n',
        'images/empty #1 50%.pgm': picture(3),
        'labels/empty #1 50%.txt': '',
        'images/nobody.v2.final.pgm': picture(4),
        'images/nobody.v2.final.ppm': picture(5),
      }),
    );
    return labelsByPath(engine);
  }

  it.each(['cvat', 'coco', 'label-studio', 'pascal-voc', 'yolo'] as const)(
    'come back the same from %s, into this workspace and into another',
    async (format) => {
      const before = await labelled();
      const target = join(engine.folder, 'out');
      const report = await finished(
        engine.client,
        await engine.client.annotations.exportLabels({ folder: target, format }),
        labelExportReportSchema,
      );
      expect(report).toMatchObject({ format, boxes: 2, noObject: 1, unlabelled: 2, refused: [] });
      expect(report.notCarried.length).toBeGreaterThan(0);
      expect(await inspect(target)).toMatchObject({ format, changed: 0, unchanged: 3, refused: [], notHere: 0 });
      const other = await startTestEngine();
      try {
        await importFrom(other, join(target, format === 'pascal-voc' ? 'JPEGImages' : 'images'));
        const started = await other.client.annotations.importLabels({ folder: target, author: 'test' });
        await finished(other.client, started, labelImportReportSchema);
        const back = await labelsByPath(other);
        expect(Object.values(back).sort()).toEqual(Object.values(before).sort());
        expect(back['day/0001.pgm']).toBe(before['images/day/0001.pgm']);
      } finally {
        await other.end();
      }
    },
  );

  it('are not written into a folder that holds something', async () => {
    await labelled();
    const target = engine.write('out', { 'mine.txt': 'keep' });
    expect(
      await refusal(engine.client, engine.client.annotations.exportLabels({ folder: target, format: 'coco' })),
    ).toMatchObject({ code: 'already-exists' });
    expect(readFileSync(join(target, 'mine.txt'), 'utf8')).toBe('keep');
  });

  it('can go without the pictures', async () => {
    await labelled();
    const target = join(engine.folder, 'out');
    await finished(
      engine.client,
      await engine.client.annotations.exportLabels({ folder: target, format: 'cvat', images: false }),
      labelExportReportSchema,
    );
    expect(existsSync(join(target, 'annotations.xml'))).toBe(true);
    expect(existsSync(join(target, 'images'))).toBe(false);
  });
});
