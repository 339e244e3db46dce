import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importReportSchema } from '../../shared/contract/sources.ts';
import { finished, imagesByPath, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.end());

describe('looking through a folder', () => {
  it('finds pictures, labels, classes, days and what it takes, and imports nothing', async () => {
    const folder = engine.write('frames', {
      'images/2026-03-01_06-00-00.pgm': picture(1),
      'images/2026-03-02_06-00-00.pgm': picture(2),
      'images/2026-03-03_06-00-00.pgm': picture(3),
      'labels/2026-03-01_06-00-00.txt': '0 0.5 0.5 0.2 0.2\n',
      'labels/2026-03-02_06-00-00.txt': '',
      'classes.txt': 'plug\n',
      'notes.docx': 'x',
    });
    const found = await engine.client.sources.inspect({ folder });
    expect(found).toMatchObject({
      pictures: 3,
      types: [{ extension: 'pgm', count: 3 }],
      bytes: 3 * picture(1).length,
      isEstimate: false,
      sizes: [{ widthPx: 40, heightPx: 20 }],
      firstTime: '2026-03-01T06:00:00.000',
      lastTime: '2026-03-03T06:00:00.000',
      labels: { format: 'yolo', labelled: 2, classes: ['plug'], declaration: null },
      problem: null,
      disk: { workspace: engine.workspace },
    });
    expect(found.samples).toHaveLength(3);
    expect(found.disk.copyBytes).toBeGreaterThan(found.disk.referenceBytes);
    expect(found.disk.freeBytes).toBeLessThan(found.disk.totalBytes);
    expect((await engine.client.images.list({})).total).toBe(0);
  });

  it('sees the split of a dataset, and says what is wrong with one', async () => {
    const folder = engine.write('declared', {
      'train/images/a.pgm': picture(10),
      'train/labels/a.txt': '',
      'dataset.yaml': 'path: .\ntrain: train/images\nval: train/images\nnames: [plug, tool]\n',
    });
    expect((await engine.client.sources.inspect({ folder })).labels).toMatchObject({
      format: 'yolo',
      classes: ['plug', 'tool'],
      declaration: 'dataset.yaml',
    });
    writeFileSync(join(folder, 'dataset.yaml'), 'names: {0: plug, 2: tool}\ntrain: gone\n');
    const broken = await engine.client.sources.inspect({ folder });
    expect(broken.problem).toMatchObject({ code: 'dataset-yaml-invalid' });
  });

  it.each([
    ['cvat', 'annotations.xml', '<?xml version="1.0"?>\n<annotations><version>1.1</version></annotations>'],
    ['coco', 'instances.json', '{"images": [], "categories": [], "annotations": []}'],
    ['pascal-voc', 'a.xml', '<annotation><filename>a.pgm</filename></annotation>'],
    ['label-studio', 'export.json', '[{"id": 1, "annotations": [], "data": {"image": "a.pgm"}}]'],
  ] as const)('tells labels of %s by how they begin', async (format, name, text) => {
    const folder = engine.write(`foreign-${format}`, { 'a.pgm': picture(20), [name]: text });
    expect((await engine.client.sources.inspect({ folder })).labels).toMatchObject({ format, labelled: null });
  });

  it('names a picture that would be refused', async () => {
    const folder = engine.write('cut', { 'cut.pgm': picture(30).subarray(0, 200) });
    const { refused, pictures } = await engine.client.sources.inspect({ folder });
    expect([pictures, refused.map(({ code }) => code)]).toEqual([1, ['image-incomplete']]);
  });

  it('says in a sentence why a folder cannot be taken', async () => {
    const empty = engine.write('empty', { 'readme.txt': 'nothing' });
    expect((await engine.client.sources.inspect({ folder: empty })).problem).toMatchObject({ code: 'nothing-to-do' });
    await expect(engine.client.sources.inspect({ folder: join(empty, 'gone') })).rejects.toMatchObject({
      data: { code: 'not-found', sentence: expect.stringContaining('There is no folder') },
    });
    await expect(engine.client.sources.inspect({ folder: join(empty, 'readme.txt') })).rejects.toMatchObject({
      data: { sentence: expect.stringContaining('is a file') },
    });
    expect((await engine.client.sources.inspect({ folder: engine.workspace })).problem).toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('choosing a folder in the page', () => {
  it('lists folders in natural order, what lies in them, and the way up', async () => {
    const folder = engine.write('tree', {
      'a10/x.pgm': picture(40),
      'a2/x.txt': '',
      'one.pgm': picture(41),
      '.hidden/x': '',
    });
    const listing = await engine.client.sources.browse({ folder });
    expect(listing).toMatchObject({
      folder,
      parent: engine.folder,
      pictures: 1,
      isNetworkShare: false,
      folders: [
        { name: 'a2', path: join(folder, 'a2') },
        { name: 'a10', path: join(folder, 'a10') },
      ],
    });
    expect((await engine.client.sources.browse({ folder: null })).places[0]).toMatchObject({ kind: 'home' });
  });

  it('says why a folder cannot be opened', async () => {
    await expect(engine.client.sources.browse({ folder: join(engine.folder, 'gone') })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
  });
});

describe('labels with an import', () => {
  it('are left aside when the answer was no', async () => {
    const folder = engine.write('aside', {
      'a.pgm': picture(50),
      'a.txt': '0 0.5 0.5 0.2 0.2\n',
      'classes.txt': 'plug\n',
    });
    const report = await importFrom(engine, folder, { labels: 'none' });
    expect(report).toMatchObject({ imported: 1, labelled: { boxes: 0, unlabelled: 1 }, refused: [], warnings: [] });
  });

  it('take no class name of the folder along when the answer was no: not of a list, not of a declaration', async () => {
    const { classes } = await engine.client.workspace.info();
    const listed = engine.write('listed', { 'l.pgm': picture(51), 'classes.txt': 'scratch\n' });
    const declared = engine.write('declared-aside', {
      'data.yaml': 'path: .\ntrain: images\nval: images\nnames: [dent]\n',
      'images/m.pgm': picture(52),
      'labels/m.txt': '0 0.5 0.5 0.2 0.2\n',
    });
    for (const folder of [listed, declared]) {
      expect(await importFrom(engine, folder, { labels: 'none' })).toMatchObject({ imported: 1, classes });
    }
  });

  it('of another tool come once the pictures are in, and a file that is none leaves the pictures in', async () => {
    const xml = `<?xml version="1.0"?><annotations><version>1.1</version><meta><task><labels><label><name>plug</name></label></labels></task></meta>
      <image id="0" name="b.pgm" width="40" height="20"><box label="plug" xtl="4" ytl="2" xbr="20" ybr="12"></box></image></annotations>`;
    const folder = engine.write('cvat', { 'b.pgm': picture(60), 'annotations.xml': xml });
    const report = await importFrom(engine, folder, { labels: 'cvat' });
    expect(report).toMatchObject({ imported: 1, labelImport: { changed: 1, boxes: 1 }, labelProblem: null });
    expect((await imagesByPath(engine)).get('b.pgm')?.annotation).toMatchObject({ state: 'boxes' });
    const other = engine.write('no-labels', { 'c.pgm': picture(61) });
    const without = await importFrom(engine, other, { labels: 'coco' });
    expect(without).toMatchObject({ imported: 1, labelImport: null, labelProblem: { code: expect.any(String) } });
  });

  it('is remembered with its report', async () => {
    mkdirSync(join(engine.folder, 'later'), { recursive: true });
    const folder = engine.write('later', { 'd.pgm': picture(70) });
    const report = await finished(
      engine.client,
      await engine.client.sources.import({ folder, author: 't' }),
      importReportSchema,
    );
    expect((await engine.client.sources.imports())[0]).toMatchObject({
      id: report.importId,
      folder,
      report: { imported: 1 },
    });
  });
});
