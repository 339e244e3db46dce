import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTraining, type TrainingOutcome } from '../../electron/trainer/index.ts';
import { runFolder } from '../../electron/trainer/program/run-folder.ts';
import { type TrainingEvent, trainingEventSchema } from '../../shared/domain/training-event.ts';
import { decodeModel } from '../../shared/formats/onnx/index.ts';
import { writeSquareJob } from './support/square-job.ts';

const run = mkdtempSync(join(tmpdir(), 'plugsight-learning-'));
const paths = runFolder(run);
const events: TrainingEvent[] = [];
let outcome: TrainingOutcome;

beforeAll(async () => {
  const train = { epochs: 20, batch: 8, nominal_batch: 8, optimizer: 'AdamW', lr0: 0.004, lrf: 0.05, warmup_epochs: 0 };
  await writeSquareJob(run, { images: 60, sidePx: 64, train, augment: { brightness: 0.1 } });
  const handle = startTraining(run);
  for await (const event of handle.events) events.push(event);
  outcome = await handle.exited;
}, 600_000);
afterAll(() => rmSync(run, { recursive: true, force: true }));

describe('a training from random weights on sixty small pictures', () => {
  test('learns to find the squares', () => {
    if (outcome.kind !== 'finished') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
    expect(outcome.event.best.validation?.map50).toBeGreaterThan(0.8);
  });

  test('says what it is going to do and how long it will take before it begins', () => {
    const started = events.find((event) => event.event === 'started');
    if (started?.event !== 'started') throw new Error('no started event');
    expect(started).toMatchObject({
      resumed: false,
      firstEpoch: 1,
      epochs: 20,
      batchesPerEpoch: 6,
      trainImages: 48,
      valImages: 12,
    });
    expect(started.estimatedSeconds).toBeGreaterThan(0);
    expect(events.findIndex(({ event }) => event === 'batch')).toBeGreaterThan(events.indexOf(started));
  });

  test('reports falling losses batch by batch and epoch by epoch', () => {
    const epochs = events.flatMap((event) => (event.event === 'epoch' ? [event.figures] : []));
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const item of ['box', 'class', 'distribution'] as const) {
      expect(epochs.at(-1)!.losses[item]).toBeLessThan(epochs[0]!.losses[item] * 0.75);
      expect(epochs.at(-1)!.validation!.losses[item]).toBeLessThan(epochs[0]!.validation!.losses[item]);
    }
    expect(events.some(({ event }) => event === 'batch')).toBe(true);
  });

  test('leaves a row of results.csv for each epoch, with the columns of the field', () => {
    const [header, ...rows] = readFileSync(paths.results, 'utf8').trimEnd().split('\n');
    expect(header).toBe(
      'epoch,time,train/box_loss,train/cls_loss,train/dfl_loss,metrics/precision(B),metrics/recall(B),metrics/mAP50(B),metrics/mAP50-95(B),val/box_loss,val/cls_loss,val/dfl_loss,lr/pg0,lr/pg1,lr/pg2',
    );
    expect(rows.length).toBe(20);
    for (const row of rows)
      expect(row.split(',').every((field) => Number.isFinite(Number(field)) && field !== '')).toBe(true);
  });

  test('leaves the best weights and an inference model, and no lock', () => {
    expect(existsSync(paths.best)).toBe(true);
    const model = decodeModel(readFileSync(paths.model));
    if (!model.ok) throw new Error(model.problem.sentence);
    expect(model.value.graph.output.length).toBe(1);
    expect(existsSync(paths.lock)).toBe(false);
  });

  test('keeps every event in events.jsonl', () => {
    const lines = readFileSync(paths.events, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => trainingEventSchema.parse(JSON.parse(line)))).toEqual(events);
  });
});
