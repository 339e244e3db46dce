import { describe, expect, test } from 'vitest';
import { learningRateLines, plannedSchedule } from '../../../renderer/features/runs/run/learning-rate.ts';
import type { RunStep } from '../../../shared/domain/run-progress.ts';
import { flatParams, parseParams } from '../../../shared/formats/params.ts';
import { plannedLearningRate, scheduleAt } from '../../../shared/formats/schedule.ts';

const started = {
  event: 'started',
  runId: 'run-0001',
  resumed: false,
  firstEpoch: 1,
  epochs: 20,
  batchesPerEpoch: 30,
  batch: 8,
  trainImages: 237,
  valImages: 10,
  networkInput: { widthPx: 320, heightPx: 256 },
  parameterCount: 1,
  trainedParameterCount: 1,
  threads: 1,
  validationEveryEpochs: 1,
  estimatedSeconds: 1,
} as const;

function flat(text: string) {
  const params = parseParams(text);
  if (!params.ok) throw new Error(params.problem.sentence);
  return flatParams(params.value);
}
const params = flat(
  'train:\n  epochs: 20\n  batch: 8\n  optimizer: SGD\n  lr0: 0.02\n  lrf: 0.1\nsweep:\n  train.lr0: [0.01, 0.02]\n',
);
const step = (at: number, learningRate: number): RunStep => ({
  at,
  learningRate,
  losses: { box: 1, class: 1, distribution: 1 },
  imagesPerSecond: 1,
  memoryMb: 1,
});

describe('the planned learning rate', () => {
  const schedule = plannedSchedule({ params, classCount: 2 }, started);
  if (schedule === null) throw new Error('no schedule');

  test('has the settings of the run’s own parameters', () => {
    expect(schedule).toMatchObject({
      kind: 'SGD',
      initialLearningRate: 0.02,
      finalShare: 0.1,
      epochs: 20,
      batchesPerEpoch: 30,
    });
  });

  test('is, where a batch ended, what the trainer takes for that batch', () => {
    for (const [epoch, batch] of [
      [0, 0],
      [0, 29],
      [2, 17],
      [19, 29],
    ] as const) {
      const at = epoch + (batch + 1) / 30;
      expect(plannedLearningRate(schedule, at)).toBe(scheduleAt(schedule, epoch, batch).learningRates.kernels);
    }
  });

  test('is told beside each step that was run, and goes on to the last batch', () => {
    const steps = [step(1 / 30, 0.001), step(1, 0.002), step(2.5, 0.015)];
    const [run, planned] = learningRateLines({ steps }, schedule);
    expect(run?.points).toEqual(steps.map(({ at, learningRate }) => ({ x: at, y: learningRate })));
    expect(planned?.points.slice(0, 3).map(({ x }) => x)).toEqual([1 / 30, 1, 2.5]);
    expect(planned?.points.at(-1)?.x).toBe(20);
    expect(planned?.points.at(-1)?.y).toBeCloseTo(0.02 * (0.05 * 0.9 + 0.1), 12);
    const xs = planned?.points.map(({ x }) => x) ?? [];
    expect(xs.every((x, at) => at === 0 || x > (xs[at - 1] ?? 0))).toBe(true);
    expect(xs.length).toBeLessThanOrEqual(303);
  });

  test('ends where the run did, when it did all of it', () => {
    const [, planned] = learningRateLines({ steps: [step(20, 0.002)] }, schedule);
    expect(planned?.points.map(({ x }) => x)).toEqual([20]);
  });

  test('is not there where it cannot be known: no parameters, no start, no classes', () => {
    expect(plannedSchedule({ params: {}, classCount: 2 }, started)).toBeNull();
    expect(plannedSchedule({ params: { 'train.epochs': 'many' }, classCount: 2 }, started)).toBeNull();
    expect(plannedSchedule({ params, classCount: 2 }, null)).toBeNull();
    expect(plannedSchedule({ params, classCount: 0 }, started)).toBeNull();
    expect(learningRateLines({ steps: [step(1, 0.1)] }, null).map(({ name }) => name)).toEqual(['as run']);
  });
});
