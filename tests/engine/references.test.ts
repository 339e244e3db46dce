import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labelExportReportSchema } from '../../shared/contract/annotations.ts';
import { datasetSummarySchema } from '../../shared/contract/datasets.ts';
import { tinyParams, tinyPreparation, writePictures } from '../faults/support/pictures.ts';
import { finished, importFrom, refusal, startTestEngine, type TestEngine } from './support/engine.ts';

/** Pictures referenced in place, frozen, and then changed or deleted where they lie. */
let engine: TestEngine;
let pictures: string;
let changed: string;
let deleted: string;

const train = () => engine.client.runs.train({ dataset: 'plug', paramsText: tinyParams });

beforeAll(async () => {
  engine = await startTestEngine();
  pictures = join(engine.folder, 'pictures');
  await writePictures(pictures);
  // Equalised: the training needs the raw pictures once more.
  await importFrom(engine, pictures, { storage: 'reference', preparation: tinyPreparation });
  await finished(engine.client, await engine.client.datasets.freeze({ name: 'plug' }), datasetSummarySchema);
  changed = join(pictures, 'train/images/2024-03-04_06-01-00.png');
  deleted = join(pictures, 'train/images/2024-03-04_06-02-00.png');
});
afterAll(() => engine.end());

it('does not train on another picture than the one that was labelled, nor without it', async () => {
  const original = readFileSync(changed);
  writeFileSync(changed, readFileSync(join(pictures, 'test/images/2024-03-04_06-20-00.png')));
  const exchanged = await refusal(engine.client, train());
  expect(exchanged.code).toBe('image-changed');
  expect(exchanged.sentence).toContain('train/images/2024-03-04_06-01-00.png');
  expect(exchanged.sentence).toContain('SHA-256');
  rmSync(changed);
  const gone = await refusal(engine.client, train());
  expect(gone.code).toBe('file-unreadable');
  expect(gone.sentence).toContain('train/images/2024-03-04_06-01-00.png cannot be read');
  expect(await engine.client.runs.list()).toEqual([]);
  writeFileSync(changed, original);
});

it('freezes what was prepared before, whatever lies there now', async () => {
  const original = readFileSync(deleted);
  rmSync(deleted);
  const again = await finished(
    engine.client,
    await engine.client.datasets.freeze({ name: 'plug' }),
    datasetSummarySchema,
  );
  expect(again.unchanged).toBe(true);
  writeFileSync(deleted, original);
});

it('exports the labels of such pictures, and names the pictures it could not write', async () => {
  const originals = [readFileSync(changed), readFileSync(deleted)];
  writeFileSync(changed, 'something else');
  rmSync(deleted);
  const report = await finished(
    engine.client,
    await engine.client.annotations.exportLabels({ folder: join(engine.folder, 'out'), format: 'yolo' }),
    labelExportReportSchema,
  );
  expect(report.refused.map(({ code }) => code)).toEqual(['image-changed', 'file-unreadable']);
  expect(report.boxes + report.noObject).toBe(25);
  writeFileSync(changed, originals[0]);
  writeFileSync(deleted, originals[1]);
});

it('leaves a picture out of new dataset versions once an import saw another one in its place', async () => {
  const original = readFileSync(changed);
  writeFileSync(changed, readFileSync(join(pictures, 'train/images/2024-03-04_06-05-00.png')));
  const reference = { storage: 'reference', preparation: tinyPreparation } as const;
  const seen = await importFrom(engine, pictures, reference);
  expect(seen.warnings.find(({ code }) => code === 'image-changed')?.sentence).toContain(
    'train/images/2024-03-04_06-01-00.png',
  );
  const freeze = async () =>
    finished(engine.client, await engine.client.datasets.freeze({ name: 'plug' }), datasetSummarySchema);
  expect((await freeze()).roles.train?.images).toBe(11);
  writeFileSync(changed, original);
  await importFrom(engine, pictures, reference);
  expect((await freeze()).roles.train?.images).toBe(12);
});
