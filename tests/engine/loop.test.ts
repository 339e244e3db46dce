import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../electron/platform/index.ts';
import { evaluationSummarySchema } from '../../shared/contract/evaluations.ts';
import { type PipelineReport, pipelineReportSchema } from '../../shared/contract/pipeline.ts';
import { runSummarySchema } from '../../shared/contract/runs.ts';
import { readModelFile } from '../../shared/formats/model-file/index.ts';
import { tinyParams, writePictures } from '../faults/support/pictures.ts';
import { finished, imagesByPath, refusal, startTestEngine, type TestEngine } from './support/engine.ts';
import { picture } from './support/pictures.ts';

/** One workspace through the whole loop, on drawn rectangles; the tests look at what it left and change one thing at a time. */
let engine: TestEngine;
let pictures: string;
let first: PipelineReport;

const input = (paramsText = tinyParams) => ({ folder: pictures, name: 'square', paramsText, author: 'test' });
const run = async (paramsText?: string) =>
  finished(engine.client, await engine.client.pipeline.run(input(paramsText)), pipelineReportSchema);
const states = ({ stages }: PipelineReport) => Object.fromEntries(stages.map(({ name, state }) => [name, state]));

beforeAll(async () => {
  pictures = mkdtempSync(join(tmpdir(), 'plugsight-loop-'));
  await writePictures(pictures);
  engine = await startTestEngine();
  first = await run();
});
afterAll(async () => {
  await engine.end();
  rmSync(pictures, { recursive: true, force: true });
});

describe('the pipeline', () => {
  it('runs every stage once and answers with figures that belong together', async () => {
    const { roles } = await engine.client.datasets.get({ name: 'square' });
    expect(states(first)).toEqual({
      import: 'ran',
      freeze: 'ran',
      train: 'ran',
      register: 'ran',
      evaluate: 'ran',
      export: 'ran',
    });
    expect((first.absent_episodes ?? 0) + (first.present_episodes ?? 0)).toBe(roles.test?.episodes);
    expect(first.threshold).toBeGreaterThanOrEqual(0.25);
    expect(first.ok).toBe(first.checks.every(({ held }) => held));
  });

  it('skips everything when nothing changed, with the same figures', async () => {
    const second = await run();
    expect(new Set(Object.values(states(second)))).toEqual(new Set(['skipped']));
    expect({ ...second, stages: [], total_seconds: 0 }).toEqual({ ...first, stages: [], total_seconds: 0 });
  });

  it('takes a picture that came while the import ran for the next run, and loses none', async () => {
    const started = await engine.client.pipeline.run({ ...input(), name: 'arrivals' });
    const late = join(pictures, 'train', 'images', 'late.pgm');
    for await (const { activity } of await engine.client.jobs.watch(started)) {
      if (!activity.startsWith('import') || existsSync(late)) continue;
      writeFileSync(late, picture(77, 96, 80));
    }
    const status = await engine.client.pipeline.status({ ...input(), name: 'arrivals' });
    expect(status.find(({ name }) => name === 'import')).toMatchObject({
      state: 'stale',
      why: 'files in the folder changed',
    });
    rmSync(late);
  });

  it('trains again for other parameters and says why, and keeps what they do not touch', async () => {
    const other = `${tinyParams}  flipud: 0.5\n`;
    const status = await engine.client.pipeline.status(input(other));
    expect(status.map(({ name, state, why }) => `${name} ${state}: ${why}`)).toEqual([
      'import fresh: ',
      'freeze fresh: ',
      'train stale: the parameters changed',
      'register stale: train comes first',
      'evaluate stale: train comes first',
      'export stale: train comes first',
    ]);
    expect(states(await run(other))).toEqual({
      import: 'skipped',
      freeze: 'skipped',
      train: 'ran',
      register: 'ran',
      evaluate: 'ran',
      export: 'ran',
    });
  });

  it('freezes again when a label changed', async () => {
    const [image] = [...(await imagesByPath(engine)).values()].filter(({ annotation }) => annotation.state === 'boxes');
    await engine.client.annotations.revise({ imageId: image.id, content: { state: 'no-object' }, author: 'x' });
    const status = await engine.client.pipeline.status(input());
    expect(status.find(({ name }) => name === 'freeze')).toMatchObject({
      state: 'stale',
      why: 'pictures or labels changed',
    });
    await engine.client.annotations.revise({ imageId: image.id, content: image.annotation, author: 'x' });
  });
});

describe('the model', () => {
  it('is the same to the byte when the same run is exported again, and another workspace takes it in checked', async () => {
    const path = join(engine.folder, 'square.plugsight');
    const report = await engine.client.models.export({ model: 'square@1', path });
    const again = await engine.client.models.export({
      model: 'square@1',
      path: join(engine.folder, 'again.plugsight'),
    });
    expect(again.sha256).toBe(report.sha256);
    expect(readModelFile(readFileSync(path), sha256).ok).toBe(true);
    const other = await startTestEngine();
    try {
      const { model } = await other.client.models.import({ path });
      expect(model.sha256).toBe((await engine.client.models.get({ model: 'square@1' })).sha256);
      expect(model.card).toMatchObject({ classes: ['square'], decision: { threshold: first.threshold } });
      const damaged = readFileSync(path);
      damaged[Math.floor(damaged.length / 2)] ^= 1;
      writeFileSync(path, damaged);
      await expect(other.client.models.import({ path, name: 'damaged' })).rejects.toMatchObject({
        data: { code: 'model-file-damaged' },
      });
      expect(await other.client.models.list()).toHaveLength(1);
    } finally {
      await other.end();
    }
  });

  it('asks how its pictures are prepared when it comes as a bare ONNX file, and then sees what the original saw', async () => {
    const own = await engine.client.models.get({ model: 'square@1' });
    await expect(engine.client.models.import({ path: own.onnxPath, name: 'bare' })).rejects.toMatchObject({
      data: { code: 'invalid-input' },
    });
    const { model, notes } = await engine.client.models.import({
      path: own.onnxPath,
      name: 'bare',
      preparation: own.card.preparation,
    });
    expect(notes.join()).toContain('Licence');
    const again = { path: own.onnxPath, name: 'bare', preparation: own.card.preparation };
    expect((await engine.client.models.import(again)).model.version).toBe(model.version);
    const otherwise = { ...again, preparation: { ...own.card.preparation, equalise: !own.card.preparation.equalise } };
    expect((await engine.client.models.import(otherwise)).model.version).toBe(model.version + 1);
    const paths = [...(await imagesByPath(engine)).keys()].slice(0, 3).map((path) => join(pictures, path));
    const [mine, bare] = await Promise.all(
      ['square@1', `bare@${model.version}`].map((name) => engine.client.models.predict({ model: name, paths })),
    );
    expect(bare.map(({ score }) => score)).toEqual(mine.map(({ score }) => score));
  });

  it('answers UNKNOWN with a sentence for a file that is no picture', async () => {
    const folder = engine.write('broken', { 'a.png': 'no picture' });
    const [prediction] = await engine.client.models.predict({ model: 'square', paths: [join(folder, 'a.png')] });
    expect(prediction).toMatchObject({ verdict: 'UNKNOWN', score: 0 });
    expect(prediction.problem?.sentence).toContain('a.png');
  });
});

describe('looks at the test role', () => {
  it('are journalled and counted, those at val are not', async () => {
    const evaluate = async (role: 'val' | 'test') =>
      finished(
        engine.client,
        await engine.client.evaluations.evaluate({
          model: 'square@1',
          dataset: 'square',
          datasetVersion: 1,
          role,
          author: 'test',
        }),
        evaluationSummarySchema,
      );
    const before = await evaluate('test');
    expect((await evaluate('val')).testLooks).toBe(0);
    const after = await evaluate('test');
    expect(after.testLooks).toBe(before.testLooks + 1);
    expect(after.figures).toEqual(before.figures);
  });
});

describe("the original course's params.yaml", () => {
  const course = `pretrained:\n  model: yolov8n.pt\n${tinyParams}`;

  it('is understood: the weights that are not here are named, with what can be used instead', async () => {
    const problem = await refusal(engine.client, engine.client.runs.train({ dataset: 'square', paramsText: course }));
    expect(problem).toMatchObject({ code: 'weights-missing' });
    expect(problem.sentence).toMatch(/yolov8n\.pt.*random/s);
  });

  it('trains from random weights when somebody says so', async () => {
    const started = await engine.client.runs.train({
      dataset: 'square',
      paramsText: course.replace('epochs: 2', 'epochs: 1'),
      allowRandomStart: true,
    });
    const result = await finished(engine.client, started, runSummarySchema);
    expect(result.notes.join()).toContain('yolov8n.pt');
    expect(result.state).toBe('finished');
  });

  it('starts from a registered model of the workspace', async () => {
    const text = tinyParams
      .replace('epochs: 2', 'epochs: 1')
      .replace('train:', 'pretrained:\n  model: square-v1\ntrain:');
    const result = await finished(
      engine.client,
      await engine.client.runs.train({ dataset: 'square', paramsText: text }),
      runSummarySchema,
    );
    expect(result.notes.join()).toContain('Starts from the weights of square v1');
  });
});
