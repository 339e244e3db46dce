import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LineTail } from '../../electron/engine/runs/line-tail.ts';
import { fewBatches } from '../../electron/engine/runs/run-feed.ts';
import { datasetSummarySchema } from '../../shared/contract/datasets.ts';
import { runSummarySchema } from '../../shared/contract/runs.ts';
import { noProgress, type RunProgress, withEvents } from '../../shared/domain/run-progress.ts';
import { type TrainingEvent, trainingEventSchema } from '../../shared/domain/training-event.ts';
import { tinyParams, writePictures } from '../faults/support/pictures.ts';
import { finished, importFrom, startTestEngine, type TestEngine } from './support/engine.ts';

let engine: TestEngine;
let pictures: string;

beforeAll(async () => {
  pictures = mkdtempSync(join(tmpdir(), 'plugsight-runs-'));
  await writePictures(pictures);
  engine = await startTestEngine();
  await importFrom(engine, pictures);
  await finished(engine.client, await engine.client.datasets.freeze({ name: 'square' }), datasetSummarySchema);
});
afterAll(async () => {
  await engine.end();
  rmSync(pictures, { recursive: true, force: true });
});

const train = (paramsText: string) => engine.client.runs.train({ dataset: 'square', paramsText });

/** Follows a run until `isEnough`; answers its progress and the feeds that made it. */
async function follow(runId: string, isEnough: (progress: RunProgress, state: string) => boolean) {
  let progress = noProgress;
  const whole: boolean[] = [];
  for await (const feed of await engine.client.runs.watch({ runId })) {
    whole.push(feed.isWhole);
    progress = withEvents(feed.isWhole ? noProgress : progress, feed.events);
    if (isEnough(progress, feed.run.state)) return { progress, whole };
  }
  throw new Error('the feed ended');
}

async function newestRun(): Promise<string> {
  for (;;) {
    const [newest] = await engine.client.runs.list();
    if (newest?.state === 'running') return newest.id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a run in the window', () => {
  it('is watched from its start, stopped by its name, resumed, and told again whole to who comes late', async () => {
    const long = tinyParams.replace('epochs: 2', 'epochs: 60');
    const job = await train(long);
    const runId = await newestRun();
    const { whole } = await follow(runId, ({ epochs }) => epochs.length >= 2);
    expect(whole[0]).toBe(true);
    expect(whole.slice(1)).not.toContain(true);
    expect(await engine.client.runs.stop({ runId })).toEqual({ stopping: true });
    const stopped = await follow(runId, (_, state) => state === 'stopped');
    expect(stopped.whole).toContain(true);
    expect(stopped.progress.epochs.length).toBeGreaterThanOrEqual(2);
    expect(stopped.progress.epochs.length).toBeLessThan(60);
    await expect(engine.client.runs.stop({ runId })).rejects.toThrow(/is not training now \(stopped\)/);
    expect((await engine.client.jobs.list()).find(({ id }) => id === job.jobId)?.state).toBe('stopped');

    const following = follow(runId, (_, state) => state === 'finished');
    await finished(engine.client, await engine.client.runs.resume({ runId }), runSummarySchema);
    const { progress } = await following;
    expect(progress.epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(progress.finished?.epochs).toBe(60);
    const late = await follow(runId, ({ finished }) => finished !== null);
    expect(late.progress.epochs).toEqual(progress.epochs);
    const [{ epochs }] = await engine.client.runs.curves({ runIds: [runId] });
    expect(epochs).toHaveLength(60);
  });

  it('stands in the table with its parameters, what was noted of it, and its models', async () => {
    const [{ id: runId }] = await engine.client.runs.list();
    await engine.client.runs.note({
      runId,
      note: ' more smoke ',
      tags: ['smoke', 'smoke', 'night'],
      author: 'M. Keller',
    });
    await engine.client.models.register({ runId });
    const [record] = await engine.client.runs.records();
    expect(record).toMatchObject({
      note: 'more smoke',
      tags: ['smoke', 'night'],
      notedBy: 'M. Keller',
      trainImages: 12,
      valImages: 2,
      models: [{ name: 'square', version: 1 }],
      evaluated: null,
    });
    expect(record?.params).toMatchObject({ 'train.epochs': 60, 'train.width': 0.0625, 'augment.fliplr': 0.5 });
    const noted = await engine.client.runs.note({ runId, note: '', tags: [], author: 'M. Keller' });
    expect(noted).toMatchObject({ note: '', tags: [] });
  });

  it('is estimated before it starts: time, start weights, and the run it would go on with', async () => {
    const ask = (paramsText: string) => engine.client.runs.estimate({ dataset: 'square', paramsText });
    const short = await ask(tinyParams);
    expect(short).toMatchObject({
      basis: 'Measured on this machine.',
      trainImages: 12,
      valImages: 2,
      networkInput: { widthPx: 64, heightPx: 64 },
      start: 'Starts from random weights.',
      startProblem: null,
      goesOnWith: null,
    });
    const long = await ask(tinyParams.replace('epochs: 2', 'epochs: 200'));
    expect(long.seconds).toBeCloseTo((short.seconds ?? 0) * 100, 5);
    expect((short.seconds ?? 0) > 0 && (short.seconds ?? 0) < 60).toBe(true);
    const missing = await ask(`${tinyParams}pretrained:\n  model: yolov8n.pt\n`);
    expect(missing.startProblem?.sentence).toMatch(/yolov8n\.pt/);
    const known = await ask(`${tinyParams}pretrained:\n  model: square\n`);
    expect(known.start).toBe('Starts from the weights of square v1.');
  });

  it('has its parameters in one file, which is only written while nothing is wrong with it', async () => {
    const before = await engine.client.runs.params();
    expect(before.text).toBeNull();
    const text = '# ours\ntrain:\n  epochs: 7\n';
    expect(await engine.client.runs.saveParams({ text })).toEqual({ text, path: before.path });
    await expect(engine.client.runs.saveParams({ text: 'train:\n  epoch: 7\n' })).rejects.toThrow(
      /line 2: train\.epoch is not a known key\. Did you mean train\.epochs\?/,
    );
    expect(readFileSync(before.path, 'utf8')).toBe(text);
  });
});

describe('a file of JSON lines that is being written', () => {
  it('is read on from where it stopped, whole lines only, also after a half line was cut off', () => {
    const path = join(pictures, 'lines.jsonl');
    const tail = new LineTail(path, trainingEventSchema);
    const line = (sentence: string) => JSON.stringify({ event: 'note', sentence } satisfies TrainingEvent);
    expect(tail.read()).toEqual([]);
    writeFileSync(path, `${line('één')}\nnonsense\n${line('two').slice(0, 9)}`);
    expect(tail.read().map((event) => event.event === 'note' && event.sentence)).toEqual(['één']);
    writeFileSync(path, `${line('één')}\nnonsense\n${line('two')}\n`);
    expect(tail.read().map((event) => event.event === 'note' && event.sentence)).toEqual(['two']);
    writeFileSync(path, `${line('één')}\n`);
    expect(tail.read()).toEqual([]);
    writeFileSync(path, `${line('één')}\n${line('three')}\n`);
    expect(tail.read().map((event) => event.event === 'note' && event.sentence)).toEqual(['three']);
  });

  it('is told with few of many batches, the last one among them, and with everything else', () => {
    const note: TrainingEvent = { event: 'note', sentence: 'kept' };
    const batch = (number: number) => ({ event: 'batch', batch: number }) as TrainingEvent;
    const many = [note, ...Array.from({ length: 4001 }, (_, at) => batch(at + 1)), note];
    const few = fewBatches(many);
    expect(few.filter(({ event }) => event === 'note')).toHaveLength(2);
    expect(few.length).toBeLessThan(1510);
    expect(few.at(-2)).toEqual(batch(4001));
    expect(fewBatches(many.slice(0, 100))).toHaveLength(100);
  });
});
