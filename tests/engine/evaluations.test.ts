import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetSummarySchema } from '../../shared/contract/datasets.ts';
import { type EvaluationSummary, evaluationSummarySchema } from '../../shared/contract/evaluations.ts';
import type { Role } from '../../shared/domain/role.ts';
import { buildMatchTable } from '../../shared/evaluation/match-table.ts';
import { operatingPoints } from '../../shared/evaluation/operating-point.ts';
import { precisionRecallCurve } from '../../shared/evaluation/precision-recall-curve.ts';
import { matchAgain, rankAgain } from '../../shared/evaluation/rematch.ts';
import { triesAt } from '../../shared/evaluation/tries-at.ts';
import { writePictures } from '../faults/support/pictures.ts';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { finished, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';

/** Two detectors that say the same box on every picture, with a confidence that moves with its brightness. */
let engine: TestEngine;
let pictures: string;

const asTheyAre = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] } as const;

function detector(table: number, perMean: number): Uint8Array {
  const box = { anchor: 3, centre: [16, 16], size: [16, 16] } as const;
  return tableModelBytes({
    output: [1, 5, 21],
    table: channelsFirstTable(1, 21, [{ ...box, scores: [table] }]),
    perMean: channelsFirstTable(1, 21, [{ anchor: 3, centre: [0, 0], size: [0, 0], scores: [perMean] }]),
    metadata: { names: "['square']" },
  });
}

async function evaluate(model: string, role: Role): Promise<EvaluationSummary> {
  const input = { model, dataset: 'square', role, author: 'M. Keller', reason: 'first look' };
  return finished(engine.client, await engine.client.evaluations.evaluate(input), evaluationSummarySchema);
}

beforeAll(async () => {
  pictures = mkdtempSync(join(tmpdir(), 'plugsight-evaluations-'));
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
    await engine.client.models.import({ path, preparation: asTheyAre });
  }
});
afterAll(async () => {
  await engine.end();
  rmSync(pictures, { recursive: true, force: true });
});

function floats(base64: string): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float64Array(bytes.buffer);
}

describe('the matches of an evaluation', () => {
  it('hold every prediction and label: matched again they give the stored figures', async () => {
    const summary = await evaluate('bright', 'train');
    const { figures } = await engine.client.evaluations.get({ evaluationId: summary.id });
    const matches = await engine.client.evaluations.matches({ evaluationId: summary.id });
    const columns = {
      images: matches.images,
      detections: floats(matches.detections),
      labels: floats(matches.labels),
    };
    const table = buildMatchTable(columns, figures.settings, figures.settings.matching);
    const ranked = rankAgain(table, matchAgain(table, 0.5));
    const { tau } = figures.threshold;
    expect(matches.images).toHaveLength(figures.images);
    expect(matches.classes).toEqual(['square']);
    expect(figures.detections).toBeGreaterThan(0);
    expect(operatingPoints(ranked, tau)).toEqual(figures.atThreshold);
    expect(ranked.classes.map(precisionRecallCurve)).toEqual(figures.curves);
    const tries = triesAt(table, tau, { className: 'square', seed: figures.settings.seed });
    expect(tries?.figures).toEqual(figures.imageLevel);
  });

  it('are listed without their curves, the newest first', async () => {
    const summary = await evaluate('bright', 'val');
    const [newest] = await engine.client.evaluations.list();
    expect(newest).toMatchObject({ id: summary.id, role: 'val', lookId: null });
    expect(newest.figures.curves).toEqual([]);
  });
});

describe('the test role', () => {
  it('shows no picture without a look that is journalled with its reason', async () => {
    const summary = await evaluate('bright', 'test');
    const { id: evaluationId, lookId } = summary;
    await expect(engine.client.evaluations.matches({ evaluationId })).rejects.toMatchObject({
      data: { code: 'test-role-locked' },
    });
    expect((await engine.client.evaluations.matches({ evaluationId, lookId })).images).toHaveLength(
      summary.figures.images,
    );
    const person = { author: 'A. Novak', reason: 'the miss of Tuesday' };
    const look = await engine.client.evaluations.look({ evaluationId, ...person });
    const [newest] = await engine.client.evaluations.looks({ dataset: 'square', datasetVersion: 1 });
    expect(newest).toEqual(look);
    expect(newest).toMatchObject({ ...person, model: 'bright', modelVersion: 1 });
    await expect(engine.client.evaluations.look({ evaluationId, author: 'A. Novak', reason: '  ' })).rejects.toThrow();
  });

  it('is not opened by a look at it with another model', async () => {
    const other = await evaluate('always', 'test');
    const own = (await engine.client.evaluations.list()).find(
      ({ model, role }) => model === 'bright' && role === 'test',
    );
    await expect(
      engine.client.evaluations.matches({ evaluationId: own?.id ?? 0, lookId: other.lookId }),
    ).rejects.toMatchObject({ data: { code: 'test-role-locked' } });
  });

  it('needs no look when it is no test role', async () => {
    const { id: evaluationId } = await evaluate('always', 'val');
    const person = { author: 'A. Novak', reason: 'curious' };
    await expect(engine.client.evaluations.look({ evaluationId, ...person })).rejects.toMatchObject({
      data: { code: 'nothing-to-do' },
    });
  });
});

describe('a label that was changed after the evaluation', () => {
  it('is named, with who changed it, and a label put back as it was is not', async () => {
    const { id: evaluationId } = await evaluate('bright', 'calibration');
    const { images } = await engine.client.evaluations.matches({ evaluationId });
    const { imageId } = images[0];
    const before = (await engine.client.annotations.history({ imageId })).at(-1);
    if (!before) throw new Error('an evaluated image has a label');
    const changed = {
      state: 'boxes',
      boxes: [{ classIndex: 0, box: { xMin: 1, yMin: 2, xMax: 30, yMax: 40 } }],
    } as const;
    await engine.client.annotations.revise({
      imageId,
      content: { ...changed, boxes: [...changed.boxes] },
      author: 'A. Novak',
    });
    expect(await engine.client.evaluations.labelChanges({ evaluationId })).toMatchObject([
      { imageId, author: 'A. Novak', content: changed },
    ]);
    const picture = await engine.client.evaluations.picture({ evaluationId, imageId });
    expect(picture.label).toMatchObject({ author: before.author, createdAt: before.createdAt });
    await engine.client.annotations.revise({ imageId, content: before.content, author: 'A. Novak' });
    expect(await engine.client.evaluations.labelChanges({ evaluationId })).toEqual([]);
  });
});

describe('two models', () => {
  it('are compared on the same pictures only', async () => {
    const [bright, always, elsewhere] = [
      await evaluate('bright', 'train'),
      await evaluate('always', 'train'),
      await evaluate('always', 'val'),
    ];
    const { falsePositives, misses, map50 } = await engine.client.evaluations.compare({
      first: bright.id,
      second: always.id,
    });
    const wrong = (summary: EvaluationSummary) => summary.figures.imageLevel?.falsePositives.errors ?? 0;
    expect(falsePositives.onlySecond - falsePositives.onlyFirst).toBe(wrong(always) - wrong(bright));
    expect(misses.sentence).toContain('fewer than 6');
    expect(map50.interval.state).toBe('not-shown');
    await expect(engine.client.evaluations.compare({ first: bright.id, second: elsewhere.id })).rejects.toMatchObject({
      data: { code: 'invalid-input' },
    });
  });
});
