import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetSummarySchema } from '../../shared/contract/datasets.ts';
import { type ModelsCompared, modelsComparedSchema } from '../../shared/contract/evaluations.ts';
import type { Role } from '../../shared/domain/role.ts';
import { writePictures } from '../faults/support/pictures.ts';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { finished, importFrom, refusal, startTestEngine, type TestEngine } from './support/engine.ts';

/** The plant's present model and a new one, both imported: one follows the brightness of a picture, one always reports. */
let engine: TestEngine;
let pictures: string;

function detector(table: number, perMean: number): Uint8Array {
  const box = { anchor: 3, centre: [16, 16], size: [16, 16] } as const;
  return tableModelBytes({
    output: [1, 5, 21],
    table: channelsFirstTable(1, 21, [{ ...box, scores: [table] }]),
    perMean: channelsFirstTable(1, 21, [{ anchor: 3, centre: [0, 0], size: [0, 0], scores: [perMean] }]),
    metadata: { names: "['square']" },
  });
}

async function compare(newModel: string, currentModel: string, role: Role = 'val'): Promise<ModelsCompared> {
  const input = { newModel, currentModel, dataset: 'square', role, author: 'M. Keller' };
  return finished(engine.client, await engine.client.evaluations.compareModels(input), modelsComparedSchema);
}

beforeAll(async () => {
  pictures = mkdtempSync(join(tmpdir(), 'plugsight-compare-'));
  await writePictures(pictures);
  engine = await startTestEngine();
  await importFrom(engine, pictures);
  await finished(engine.client, await engine.client.datasets.freeze({ name: 'square' }), datasetSummarySchema);
  for (const [name, bytes] of [
    ['bright', detector(-0.6, 3)],
    ['always', detector(0.9, 0)],
  ] as const) {
    const path = join(engine.folder, `${name}.onnx`);
    writeFileSync(path, bytes);
    const preparation = { size: null, fit: 'none' as const, kernel: 'area' as const, equalise: false, mask: [] };
    await engine.client.models.import({ path, preparation });
  }
});
afterAll(async () => {
  await engine.end();
  rmSync(pictures, { recursive: true, force: true });
});

describe('two registered models', () => {
  it('are evaluated where they were not yet, and compared try by try, the dangerous error first', async () => {
    const compared = await compare('bright', 'always@1', 'train');
    const { absent, present, newModel, currentModel } = compared;
    expect(newModel).toMatchObject({ model: 'bright', role: 'train' });
    expect(currentModel).toMatchObject({ model: 'always', role: 'train' });
    // The current one always reports: it is right wherever there is one, wrong wherever there is none.
    expect(absent).toMatchObject({ bothRight: 0, onlyCurrent: 0 });
    expect(present).toMatchObject({ onlyNew: 0, neither: 0 });
    const all = (counts: ModelsCompared['absent']) =>
      counts === null ? 0 : counts.bothRight + counts.onlyNew + counts.onlyCurrent + counts.neither;
    expect(all(absent)).toBe(newModel.figures.imageLevel?.falsePositives.frames.trials);
    expect(absent?.onlyNew).toBe(all(absent) - (newModel.figures.imageLevel?.falsePositives.errors ?? 0));
    expect(present?.onlyCurrent).toBe(newModel.figures.imageLevel?.misses.errors);
    const map = ({ figures }: typeof newModel) =>
      figures.averagePrecision.map50.state === 'defined' ? figures.averagePrecision.map50.value : 0;
    expect(compared.map50.value).toBeCloseTo(map(newModel) - map(currentModel), 12);
  });

  it('are the other way round when asked the other way round, without another evaluation', async () => {
    const one = await compare('bright', 'always', 'train');
    const before = (await engine.client.evaluations.list()).length;
    const other = await compare('always', 'bright', 'train');
    expect((await engine.client.evaluations.list()).length).toBe(before);
    expect(other.absent).toMatchObject({ onlyNew: one.absent?.onlyCurrent, onlyCurrent: one.absent?.onlyNew });
    expect(other.map50.value).toBeCloseTo(-(one.map50.value ?? 0), 12);
  });

  it('have each look at the test role journalled, once', async () => {
    const looks = () => engine.client.evaluations.looks({ dataset: 'square', datasetVersion: 1 });
    await compare('bright', 'always', 'test');
    expect((await looks()).map(({ model, reason }) => [model, reason]).sort()).toEqual([
      ['always', 'compare'],
      ['bright', 'compare'],
    ]);
    await compare('bright', 'always', 'test');
    expect(await looks()).toHaveLength(2);
  });

  it('must be two, and be there', async () => {
    const asked = (newModel: string, currentModel: string) =>
      refusal(
        engine.client,
        engine.client.evaluations.compareModels({ newModel, currentModel, dataset: 'square', author: 'x' }),
      );
    expect((await asked('bright', 'bright@1')).sentence).toMatch(/are one model, bright v1/);
    expect(await asked('bright', 'gone')).toMatchObject({ code: 'not-found' });
  });
});
