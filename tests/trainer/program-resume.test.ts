import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeSafetensors } from '../../electron/trainer/checkpoint/safetensors.ts';
import { startTraining } from '../../electron/trainer/index.ts';
import { runFolder } from '../../electron/trainer/program/run-folder.ts';
import { type TrainingEvent, trainerExitCodes, trainingEventSchema } from '../../shared/domain/training-event.ts';
import { allStages } from '../faults/support/stages.ts';
import { writeSquareJob } from './support/square-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-resume-'));
const whole = join(folder, 'whole');

// Two batches go into one update, so that a checkpoint can fall between an accumulated gradient and its update.
const options = {
  images: 14,
  sidePx: 32,
  train: { epochs: 3, batch: 4, nominal_batch: 8, optimizer: 'AdamW', lr0: 0.001, threads: 1 },
};

beforeAll(async () => {
  await writeSquareJob(whole, options);
  expect((await runToEnd(whole)).outcome.kind).toBe('finished');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runToEnd(run: string, killAt?: string) {
  const handle = startTraining(run, killAt ? { environment: { PLUGSIGHT_KILL_AT: killAt } } : {});
  const events: TrainingEvent[] = [];
  for await (const event of handle.events) events.push(event);
  return { events, outcome: await handle.exited };
}

function copyOfJob(name: string): string {
  const run = join(folder, name);
  cpSync(join(whole, 'job.json'), join(run, 'job.json'));
  return run;
}

/** Everything a run leaves but the seconds it took, by name. */
function remains(run: string): ReadonlyMap<string, string> {
  const { last, best, model, results } = runFolder(run);
  const checkpoint = decodeSafetensors(readFileSync(last), last);
  if (!checkpoint.ok) throw new Error(checkpoint.problem.sentence);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const withoutTime = (row: string) => row.split(',').toSpliced(1, 1).join(',');
  return new Map([
    ...checkpoint.value.tensors.map(({ name, data }) => [name, base64(new Uint8Array(data.buffer))] as const),
    ...readFileSync(results, 'utf8')
      .trimEnd()
      .split('\n')
      .map((row, line) => [`results.csv line ${line + 1}`, withoutTime(row)] as const),
    ['best.safetensors', base64(readFileSync(best))],
    ['model.onnx', base64(readFileSync(model))],
  ]);
}

/** Names of what differs; comparing megabytes would print them. */
function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
}

/** The order in which they come up: each start of the same run is killed at the next one. */
const stages = [
  'train.locked',
  'train.started',
  'train.batch:2',
  'train.epoch-end',
  'train.best-temp',
  'train.best-renamed',
  'train.checkpoint-temp',
  'train.checkpoint-renamed',
  'train.results-temp',
  'train.results-renamed',
  'train.epoch-said',
  'train.batch:2',
  'train.model-temp',
  'train.model-renamed',
  'train.finished',
];

// Twenty programs one after the other: minutes on a machine that has other things to do.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

describe('a training killed in every named stage, one after the other', () => {
  test('the list holds every stage there is', () => {
    const names = allStages.filter(({ program }) => program === 'trainer').map(({ name }) => name);
    expect(new Set(stages.map((stage) => stage.split(':')[0]))).toEqual(new Set(names));
  });

  const run = copyOfJob.bind(undefined, 'killed');

  test('goes on each time, and ends with the same weights, model and results as one never killed', async () => {
    const killed = run();
    const acknowledged = new Set<number>();
    for (const stage of stages) {
      const { outcome, events } = await runToEnd(killed, stage);
      expect(`${stage}: ${outcome.kind}`).toBe(`${stage}: crashed`);
      for (const event of events) {
        if (event.event === 'started' && acknowledged.size > 0) {
          expect(event.resumed).toBe(true);
          expect(event.firstEpoch).toBeGreaterThanOrEqual(Math.min(3, Math.max(...acknowledged) + 1));
        }
        if (event.event === 'epoch') acknowledged.add(event.figures.epoch);
      }
    }
    const { outcome } = await runToEnd(killed);
    expect(outcome.kind).toBe('finished');
    expect(differences(remains(killed), remains(whole))).toEqual([]);
    const rows = readFileSync(runFolder(killed).results, 'utf8').trimEnd().split('\n');
    expect(rows.map((row) => row.split(',')[0])).toEqual(['epoch', '1', '2', '3']);
  });

  test('leaves an events file of whole lines', () => {
    const lines = readFileSync(runFolder(join(folder, 'killed')).events, 'utf8')
      .trimEnd()
      .split('\n');
    for (const line of lines) expect(trainingEventSchema.safeParse(JSON.parse(line)).success).toBe(true);
  });
});

describe('a training asked to stop', () => {
  test('saves in the middle of an epoch, says so, and ends with the same weights once resumed', async () => {
    const run = copyOfJob('stopped');
    const handle = startTraining(run);
    const events: TrainingEvent[] = [];
    for await (const event of handle.events) {
      events.push(event);
      if (event.event === 'batch') handle.stop();
    }
    expect((await handle.exited).kind).toBe('stopped');
    const stopped = events.at(-1);
    expect(stopped?.event).toBe('stopped');
    if (stopped?.event === 'stopped') expect(stopped.batch % 3).not.toBe(0);

    expect((await runToEnd(run)).outcome.kind).toBe('finished');
    expect(differences(remains(run), remains(whole))).toEqual([]);
  });
});

describe('a training whose engine is gone', () => {
  test('saves and ends by itself, and can be resumed', async () => {
    const run = copyOfJob('orphan');
    const program = fileURLToPath(new URL('../../electron/trainer/main.ts', import.meta.url));
    const child = spawn(process.execPath, [program, run, '--supervised'], { stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      if (trainingEventSchema.parse(JSON.parse(line)).event === 'batch') child.stdin.end();
    }
    const code = child.exitCode ?? (await once(child, 'exit'))[0];
    expect(code).toBe(trainerExitCodes.stopped);
    expect((await runToEnd(run)).outcome.kind).toBe('finished');
    expect(differences(remains(run), remains(whole))).toEqual([]);
  });
});

describe('a training that was finished', () => {
  test('started again changes nothing and says finished again', async () => {
    const before = remains(whole);
    const { outcome, events } = await runToEnd(whole);
    expect(outcome.kind).toBe('finished');
    expect(events.filter(({ event }) => event === 'batch')).toEqual([]);
    expect(differences(remains(whole), before)).toEqual([]);
  });
});
