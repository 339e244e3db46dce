import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labelExportReportSchema, labelImportReportSchema } from '../../shared/contract/annotations.ts';
import {
  finished,
  imagesByPath,
  importFrom,
  labelsByPath,
  refusal,
  shown,
  startTestEngine,
  type TestEngine,
} from './support/engine.ts';
import { picture } from './support/pictures.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await startTestEngine();
});
afterEach(() => engine.end());

const classes = 'plug\nhand\n';
const box = '0 0.5 0.5 0.5 0.5\n';

describe('importing a folder', () => {
  it('takes labels beside the pictures, and tells "nothing there" from "nobody looked"', async () => {
    const folder = engine.write('in', {
      'classes.txt': classes,
      'images/a.pgm': picture(1),
      'labels/a.txt': box,
      'images/empty.pgm': picture(2),
      'labels/empty.txt': '',
      'images/nobody.pgm': picture(3),
      'beside.pgm': picture(4),
      'beside.txt': '1 0.25 0.5 0.5 1\n',
    });
    const report = await importFrom(engine, folder);
    expect(report).toMatchObject({ imported: 4, filesSeen: 4, refused: [], warnings: [], classes: ['plug', 'hand'] });
    expect(report.labelled).toEqual({ boxes: 2, noObject: 1, unlabelled: 1 });
    expect(await labelsByPath(engine)).toEqual({
      'beside.pgm': 'hand 0 0 20 20',
      'images/a.pgm': 'plug 10 5 30 15',
      'images/empty.pgm': 'no-object',
      'images/nobody.pgm': 'unlabelled',
    });
  });

  it('refuses files one by one, each with a sentence, and the rest goes on', async () => {
    const folder = engine.write('in', {
      'good.pgm': picture(1),
      'empty.bmp': '',
      'text.png': 'this is no picture',
      'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'notes.md': 'not a picture and not called one',
    });
    const report = await importFrom(engine, folder);
    expect(report.imported).toBe(1);
    expect(report.refused.map(({ file }) => file).sort()).toEqual(['drawing.svg', 'empty.bmp', 'text.png']);
    for (const { sentence, file } of report.refused) expect(sentence).toContain(file);
  });

  it('takes the pictures in when the table beside them is broken, and says so', async () => {
    const folder = engine.write('in', { 'a.pgm': picture(1), 'attributes.csv': 'file,shows\na.pgm,plug,too many\n' });
    const report = await importFrom(engine, folder);
    expect(report).toMatchObject({ imported: 1, refused: [] });
    expect(report.warnings).toMatchObject([{ code: 'file-unreadable', file: 'attributes.csv' }]);
  });

  it('adds nothing when it is asked again, and takes what is new', async () => {
    const folder = engine.write('in', { 'a.pgm': picture(1), 'b.pgm': picture(2) });
    await importFrom(engine, folder);
    writeFileSync(join(folder, 'c.pgm'), picture(3));
    expect(await importFrom(engine, folder)).toMatchObject({ imported: 1, alreadyKnown: 2, sameBytes: 0 });
    expect((await imagesByPath(engine)).size).toBe(3);
  });

  it('sees that a file under a known name holds another picture', async () => {
    const folder = engine.write('in', { 'latest.pgm': picture(1) });
    await importFrom(engine, folder);
    writeFileSync(join(folder, 'latest.pgm'), picture(2));
    expect(await importFrom(engine, folder)).toMatchObject({ imported: 1, alreadyKnown: 0 });
  });

  it('counts the same bytes once and names two labels for one picture', async () => {
    const folder = engine.write('in', {
      'classes.txt': classes,
      'a.pgm': picture(1),
      'a.txt': box,
      'b.pgm': picture(1),
      'b.txt': '',
    });
    const report = await importFrom(engine, folder);
    expect(report).toMatchObject({ imported: 1, sameBytes: 1 });
    expect(report.warnings.map(({ sentence }) => sentence).join()).toMatch(
      /b\.pgm and a\.pgm are the same picture.*b\.txt was left aside/,
    );
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'plug 10 5 30 15' });
  });

  it('keeps a label that a person changed and says that the file differs', async () => {
    const folder = engine.write('in', { 'classes.txt': classes, 'a.pgm': picture(1), 'a.txt': box });
    await importFrom(engine, folder);
    const [image] = (await imagesByPath(engine)).values();
    await engine.client.annotations.revise({
      imageId: image.id,
      content: { state: 'no-object' },
      author: 'night shift',
      basedOnRevision: 1,
    });
    const report = await importFrom(engine, folder);
    expect(report.warnings).toMatchObject([{ code: 'label-conflict' }]);
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'no-object' });
  });

  it('gives one label file for two pictures to neither', async () => {
    const folder = engine.write('in', {
      'classes.txt': classes,
      'frame.pgm': picture(1),
      'frame.ppm': picture(2),
      'frame.txt': box,
    });
    const report = await importFrom(engine, folder);
    expect(report.refused.map(({ sentence }) => sentence).join()).toMatch(/frame\.txt.*frame\.pgm.*frame\.ppm/);
    expect(Object.values(await labelsByPath(engine))).toEqual(['unlabelled', 'unlabelled']);
  });

  it('numbers classes by name: a second folder in another order means the same classes', async () => {
    await importFrom(engine, engine.write('first', { 'classes.txt': classes, 'a.pgm': picture(1), 'a.txt': box }));
    await importFrom(
      engine,
      engine.write('second', { 'classes.txt': 'hand\nplug\n', 'b.pgm': picture(2), 'b.txt': box }),
    );
    expect(await labelsByPath(engine)).toEqual({ 'a.pgm': 'plug 10 5 30 15', 'b.pgm': 'hand 10 5 30 15' });
  });

  it('leaves a picture unlabelled whose classes have no names, and takes names given with the import', async () => {
    const folder = engine.write('in', { 'a.pgm': picture(1), 'a.txt': box });
    expect((await importFrom(engine, folder)).refused).toMatchObject([{ code: 'classes-invalid' }]);
    expect(await importFrom(engine, folder, { classes: ['plug'] })).toMatchObject({
      refused: [],
      labelled: { boxes: 1 },
    });
  });

  it('references pictures in place when asked to, and copies nothing', async () => {
    const folder = engine.write('in', { 'a.pgm': picture(1) });
    await importFrom(engine, folder, { storage: 'reference' });
    expect(existsSync(join(engine.workspace, 'images', 'raw'))).toBe(false);
    expect(readdirSync(join(engine.workspace, 'images', 'prepared'))).toHaveLength(1);
  });

  it('passes over a workspace that lies among the pictures, and is no folder of pictures itself', async () => {
    engine.write('.', { 'a.pgm': picture(1), 'more/b.pgm': picture(2) });
    expect(await importFrom(engine, engine.folder)).toMatchObject({ filesSeen: 2, imported: 2 });
    expect(await importFrom(engine, engine.folder)).toMatchObject({ filesSeen: 2, alreadyKnown: 2 });
    const own = engine.client.sources.import({ folder: engine.workspace, author: 'test' });
    expect((await refusal(engine.client, own)).sentence).toContain('is a workspace');
  });

  it('refuses a folder that is not there, or holds no picture', async () => {
    expect(
      await refusal(
        engine.client,
        engine.client.sources.import({ folder: join(engine.folder, 'nowhere'), author: 'test' }),
      ),
    ).toMatchObject({ code: 'not-found' });
    const folder = engine.write('texts', { 'a.txt': 'nothing' });
    expect(await refusal(engine.client, engine.client.sources.import({ folder, author: 'test' }))).toMatchObject({
      code: 'nothing-to-do',
    });
  });
});

describe('a whole YOLO dataset', () => {
  it('comes with its classes and its split', async () => {
    const folder = engine.write('set', {
      'dataset.yaml': 'train: train/images\nval: val/images\nnames:\n  0: plug\n',
      'train/images/a.pgm': picture(1),
      'train/labels/a.txt': box,
      'val/images/b.pgm': picture(2),
      'val/labels/b.txt': '',
    });
    expect(await importFrom(engine, folder)).toMatchObject({
      imported: 2,
      keptRoles: true,
      classes: ['plug'],
      labelled: { boxes: 1, noObject: 1 },
    });
  });

  it('is refused as a whole when its dataset.yaml is wrong', async () => {
    const folder = engine.write('set', {
      'dataset.yaml': 'train: train/images\nnc: 1\nnames: [plug, hand]\n',
      'train/images/a.pgm': picture(1),
    });
    expect(await refusal(engine.client, engine.client.sources.import({ folder, author: 'test' }))).toMatchObject({
      code: 'dataset-yaml-invalid',
    });
    expect((await imagesByPath(engine)).size).toBe(0);
  });
});

describe('labels made elsewhere', () => {
  it('come back the same after an export and an import into another workspace', async () => {
    const folder = engine.write('in', {
      'classes.txt': classes,
      'images/day/0001.pgm': picture(1),
      'labels/day/0001.txt': box,
      'images/night/0001.pgm': picture(2),
      'labels/night/0001.txt': '1 0.3 0.3 0.2 0.2\n',
      'images/empty #1 50%.pgm': picture(3),
      'labels/empty #1 50%.txt': '',
      'images/nobody.v2.final.pgm': picture(4),
    });
    await importFrom(engine, folder);
    const before = await labelsByPath(engine);
    const target = join(engine.folder, 'out');
    const report = await finished(
      engine.client,
      await engine.client.annotations.exportLabels({ folder: target, format: 'yolo' }),
      labelExportReportSchema,
    );
    expect(report).toMatchObject({ boxes: 2, noObject: 1, unlabelled: 1 });
    expect(existsSync(join(target, 'labels', 'nobody.v2.final.txt'))).toBe(false);
    expect(readFileSync(join(target, 'labels', 'empty #1 50%.txt'), 'utf8')).toBe('');
    const other = await startTestEngine();
    try {
      await importFrom(other, target);
      expect(await labelsByPath(other)).toEqual(before);
    } finally {
      await other.end();
    }
  });

  it('come back the same from folders of any names, and into the workspace they came from', async () => {
    await importFrom(
      engine,
      engine.write('in', {
        'classes.txt': classes,
        'day/images/0001.pgm': picture(1),
        'day/labels/0001.txt': box,
        'night/images/0001.pgm': picture(2),
        'night/labels/0001.txt': '1 0.3 0.3 0.2 0.2\n',
        'images/more/images/0001.pgm': picture(3),
        'images/more/labels/0001.txt': '',
        'classes.pgm': picture(4),
      }),
    );
    const [named] = [...(await imagesByPath(engine)).values()].filter(({ path }) => path === 'classes.pgm');
    await engine.client.annotations.revise({ imageId: named.id, content: { state: 'no-object' }, author: 'x' });
    const contents = async (of: TestEngine) => {
      const images = [...(await imagesByPath(of)).values()];
      const names = (await of.client.workspace.info()).classes;
      return Object.fromEntries(images.map(({ id, annotation }) => [id, shown(annotation, names)]).sort());
    };
    const before = await contents(engine);
    expect(Object.values(before)).not.toContain('unlabelled');
    const target = join(engine.folder, 'out');
    await finished(
      engine.client,
      await engine.client.annotations.exportLabels({ folder: target, format: 'yolo' }),
      labelExportReportSchema,
    );
    const other = await startTestEngine();
    try {
      expect(await importFrom(other, target)).toMatchObject({ refused: [], warnings: [] });
      expect(await contents(other)).toEqual(before);
    } finally {
      await other.end();
    }
    const back = await finished(
      engine.client,
      await engine.client.annotations.importLabels({ folder: target, format: 'yolo', author: 'x' }),
      labelImportReportSchema,
    );
    expect(back).toMatchObject({ matched: 4, unchanged: 4, refused: [] });
  });

  it('are exported without a list of classes where there is no class', async () => {
    await importFrom(engine, engine.write('in', { 'a.pgm': picture(1) }));
    const target = join(engine.folder, 'out');
    await finished(
      engine.client,
      await engine.client.annotations.exportLabels({ folder: target, format: 'yolo' }),
      labelExportReportSchema,
    );
    expect(readdirSync(target).sort()).toEqual(['images', 'labels']);
    expect(await importFrom(engine, target)).toMatchObject({ refused: [], sameBytes: 1 });
  });

  it('make a new revision each, with author and origin, and none where nothing changed', async () => {
    await importFrom(
      engine,
      engine.write('in', {
        'classes.txt': classes,
        'images/a.pgm': picture(1),
        'labels/a.txt': box,
        'images/b.pgm': picture(2),
        'labels/b.txt': box,
      }),
    );
    const labels = engine.write('labels', { 'classes.txt': classes, 'labels/a.txt': '', 'labels/b.txt': box });
    const report = await finished(
      engine.client,
      await engine.client.annotations.importLabels({ folder: labels, format: 'yolo', author: 'day shift' }),
      labelImportReportSchema,
    );
    expect(report).toMatchObject({ matched: 2, changed: 1, unchanged: 1, refused: [] });
    const image = (await imagesByPath(engine)).get('images/a.pgm');
    const history = await engine.client.annotations.history({ imageId: image?.id ?? '' });
    expect(history).toMatchObject([
      { revision: 1, author: 'test', content: { state: 'boxes' } },
      { revision: 2, author: 'day shift', content: { state: 'no-object' } },
    ]);
  });

  it('do not overwrite what somebody changed meanwhile', async () => {
    await importFrom(engine, engine.write('in', { 'a.pgm': picture(1) }));
    const [{ id }] = (await imagesByPath(engine)).values();
    const revise = (basedOnRevision: number) =>
      engine.client.annotations.revise({ imageId: id, content: { state: 'no-object' }, author: 'x', basedOnRevision });
    await revise(0);
    await expect(revise(0)).rejects.toMatchObject({ data: { code: 'label-conflict' } });
  });
});
