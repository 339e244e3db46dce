import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSafetensors } from '../../electron/trainer/checkpoint/safetensors.ts';
import { stateTensors } from '../../electron/trainer/checkpoint/weights.ts';
import { startTraining } from '../../electron/trainer/index.ts';
import { networkLayout } from '../../electron/trainer/network/index.ts';
import { readJob, runFolder } from '../../electron/trainer/program/run-folder.ts';
import { lockRun } from '../../electron/trainer/program/run-lock.ts';
import type { Run } from '../../electron/trainer/program/start-run.ts';
import { train } from '../../electron/trainer/program/train.ts';
import type { TrainingJob } from '../../shared/domain/training-job.ts';
import { collectedRun } from './support/collected-run.ts';
import { writeJob, writeSquareJob } from './support/square-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-troubles-'));
let job: TrainingJob;

beforeAll(async () => {
  const options = { epochs: 2, optimizer: 'SGD', lr0: 0.01, threads: 1 };
  job = await writeSquareJob(join(folder, 'pictures'), { images: 10, sidePx: 32, train: options });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newRun(name: string, changes: Partial<TrainingJob> = {}, trainChanges: object = {}): string {
  const params = job.params as { readonly train: object };
  writeJob(join(folder, name), {
    ...job,
    params: { ...params, train: { ...params.train, ...trainChanges } },
    ...changes,
  });
  return join(folder, name);
}

/** The same run, every step from the `from`-th on giving losses that are not numbers, `times` times. */
function failing(run: Run, from: number, times: number): Run {
  let step = 0;
  return {
    ...run,
    step: async (batch, weights) => {
      const result = await run.step(batch, weights);
      step += 1;
      const isBad = step >= from && step < from + times;
      return isBad ? { ...result, losses: { ...result.losses, box: Number.NaN } } : result;
    },
  };
}

describe('a step whose losses are not finite', () => {
  test('sends the training back to the last checkpoint with half the learning rate, and it goes on', async () => {
    const { run, events } = await collectedRun(newRun('once'));
    const outcome = await train(failing(run, 3, 1));
    expect(outcome).toEqual({ ok: true, value: 'finished' });
    expect(
      events
        .filter(({ event }) => event === 'note')
        .map((event) => JSON.stringify(event))
        .join(),
    ).toContain('epoch 2, with half the learning rate');
    const epochs = events.flatMap((event) => (event.event === 'epoch' ? [event.figures] : []));
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    // Epoch 2 of 2 asks for (1 - 1/2) * 0.99 + 0.01 of lr0.
    expect(epochs[0]!.learningRates.kernels).toBeCloseTo(0.01, 9);
    expect(epochs[1]!.learningRates.kernels).toBeCloseTo(0.01 * 0.505 * 0.5, 9);
    const batches = events.flatMap((event) => (event.event === 'batch' ? [event] : []));
    expect(batches.at(-1)!.learningRate).toBeCloseTo(0.01 * 0.505 * 0.5, 9);
  });

  test('ends the training the third time, with the checkpoint kept', async () => {
    const paths = runFolder(newRun('always'));
    const { run } = await collectedRun(join(folder, 'always'));
    const outcome = await train(failing(run, 3, 1000));
    expect(outcome.ok ? '' : outcome.problem).toMatchObject({ code: 'training-failed' });
    const kept = decodeSafetensors(readFileSync(paths.last), paths.last);
    if (!kept.ok) throw new Error(kept.problem.sentence);
    expect(kept.value.tensors.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });
});

describe('a stop that comes with the last batch of an epoch', () => {
  test('ends the epoch first, so that the run goes on with the next one', async () => {
    const { run, events } = await collectedRun(newRun('stop-at-end'));
    const { step, stop, plan } = run;
    let steps = 0;
    const stopping: Run = {
      ...run,
      step: async (batch, weights) => {
        steps += 1;
        if (steps === plan.batchesPerEpoch) stop.isRequested = true;
        return await step(batch, weights);
      },
    };
    expect(await train(stopping)).toEqual({ ok: true, value: 'stopped' });
    expect(events.at(-1)).toEqual({ event: 'stopped', epoch: 2, batch: 0 });
    const again = await collectedRun(join(folder, 'stop-at-end'));
    expect(await train(again.run)).toEqual({ ok: true, value: 'finished' });
  });
});

describe('frozen modules', () => {
  test('keep weights and statistics while the rest learns', async () => {
    const { run, events } = await collectedRun(newRun('frozen', {}, { freeze: 10, epochs: 1 }));
    await train(run);
    const tensorsOf = (state: Run['frame']['base']) =>
      new Map(stateTensors(networkLayout(run.frame.config), state).map(({ name, data }) => [name, data]));
    const before = tensorsOf(run.frame.base);
    const last = decodeSafetensors(readFileSync(run.paths.last), run.paths.last);
    if (!last.ok) throw new Error(last.problem.sentence);
    for (const { name, data } of last.value.tensors) {
      const [, module] = /^model\.(\d+)\./.exec(name) ?? [];
      if (module === undefined) continue;
      if (Number(module) < 10) expect(data).toEqual(before.get(name));
      else if (name.endsWith('conv.weight')) expect(data).not.toEqual(before.get(name));
    }
    const started = events.find((event) => event.event === 'started');
    if (started?.event !== 'started') throw new Error('no started event');
    expect(started.trainedParameterCount).toBeLessThan(started.parameterCount);
  });
});

describe('a val role without boxes', () => {
  test('leaves the figures of results.csv empty, since there is no recall', async () => {
    const images = job.images.map((image) => (image.role === 'val' ? { ...image, boxes: [] } : image));
    const { run } = await collectedRun(newRun('no-val', { images }, { epochs: 1 }));
    expect(await train(run)).toEqual({ ok: true, value: 'finished' });
    const row = readFileSync(run.paths.results, 'utf8').trimEnd().split('\n')[1]!.split(',');
    expect(row.slice(5, 12)).toEqual(['', '', '', '', '', '', '']);
    expect(run.state.progress.best).toBeNull();
  });
});

describe('a job that cannot be trained', () => {
  const problemOf = (run: string) => {
    const read = readJob(runFolder(run));
    return read.ok ? undefined : read.problem;
  };

  test('is refused with its reason before anything is started', () => {
    mkdirSync(join(folder, 'empty'));
    expect(problemOf(join(folder, 'empty'))?.code).toBe('not-found');
    mkdirSync(join(folder, 'half'));
    writeFileSync(join(folder, 'half', 'job.json'), '{"schemaVersion":1');
    expect(problemOf(join(folder, 'half'))?.code).toBe('invalid-input');
    const onlyVal = job.images.filter(({ role }) => role === 'val');
    expect(problemOf(newRun('only-val', { images: onlyVal }))?.code).toBe('not-enough-data');
    const outside = job.images.map((image) => ({
      ...image,
      boxes: image.boxes.map((box) => ({ ...box, classIndex: 4 })),
    }));
    expect(problemOf(newRun('outside', { images: outside }))?.sentence).toContain('class 4');
    expect(problemOf(newRun('unknown', {}, { epochs: 0 }))?.code).toBe('params-invalid');
    expect(problemOf(newRun('good'))).toBeUndefined();
  });

  test('ends the program with a `failed` event and its own exit code', async () => {
    const handle = startTraining(join(folder, 'empty'));
    expect(await handle.exited).toMatchObject({ kind: 'failed', problem: { code: 'not-found' } });
  });

  test('does not go on from a checkpoint of other parameters', async () => {
    const run = newRun('changed');
    await train((await collectedRun(run)).run);
    newRun('changed', {}, { lr0: 0.02 });
    await expect(collectedRun(run)).rejects.toThrow(/other parameters/);
  });
});

describe('the lock of a run', () => {
  test('lets one trainer in, and takes over from one that was killed', async () => {
    const path = join(folder, 'trainer.pid');
    writeFileSync(path, `${process.ppid}\n`);
    const refused = await lockRun(path, 0);
    expect(refused.ok ? '' : refused.problem.sentence).toContain(String(process.ppid));
    writeFileSync(path, '4194304\n');
    const taken = await lockRun(path, 0);
    if (!taken.ok) throw new Error(taken.problem.sentence);
    expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
    taken.value();
  });
});
