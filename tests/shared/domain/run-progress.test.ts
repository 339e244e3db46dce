import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestEpoch,
  noProgress,
  type RunProgress,
  withEvents,
  withSamples,
} from '../../../shared/domain/run-progress.ts';
import type { TrainingEvent } from '../../../shared/domain/training-event.ts';

const losses = { box: 1, class: 1, distribution: 1 };
const started = (firstEpoch = 1): TrainingEvent => ({
  event: 'started',
  runId: 'run-0001',
  resumed: firstEpoch > 1,
  firstEpoch,
  epochs: 5,
  batchesPerEpoch: 3,
  batch: 2,
  trainImages: 6,
  valImages: 2,
  networkInput: { widthPx: 32, heightPx: 32 },
  parameterCount: 1,
  trainedParameterCount: 1,
  threads: 1,
  validationEveryEpochs: 1,
  estimatedSeconds: 50,
});
const batch = (epoch: number, of: number): TrainingEvent => ({
  event: 'batch',
  epoch,
  epochs: 5,
  batch: of,
  batches: 3,
  losses,
  learningRate: 0.01,
  gradientNorm: null,
  imagesPerSecond: 10,
  memoryMb: 100,
  remainingSeconds: 50 - epoch * 10 - of,
});
const epoch = (number: number, isBest = false): TrainingEvent => ({
  event: 'epoch',
  epochs: 5,
  isBest,
  imagesPerSecond: 10,
  peakMemoryMb: 100,
  remainingSeconds: 50 - number * 10,
  figures: {
    epoch: number,
    elapsedSeconds: number,
    losses,
    learningRates: { biases: 0, kernels: 0, norms: 0 },
    validation: null,
  },
});
const whole = (number: number): TrainingEvent[] => [
  batch(number, 1),
  batch(number, 2),
  batch(number, 3),
  epoch(number),
];
const places = ({ steps }: RunProgress) => steps.map(({ at }) => Number(at.toFixed(3)));
const epochs = (progress: RunProgress) => progress.epochs.map((one) => one.epoch);

describe('the progress of a run', () => {
  test('holds its steps, its epochs and the time that is left', () => {
    const progress = withEvents(noProgress, [started(), ...whole(1), batch(2, 1)]);
    expect(places(progress)).toEqual([0.333, 0.667, 1, 1.333]);
    expect(epochs(progress)).toEqual([1]);
    expect(progress.remainingSeconds).toBe(29);
    expect(progress.started?.epochs).toBe(5);
  });

  test('goes back with a run that repeats an epoch after a kill', () => {
    const before = withEvents(noProgress, [started(), ...whole(1), ...whole(2), batch(3, 1), batch(3, 2)]);
    const after = withEvents(before, [started(3), batch(3, 1)]);
    expect(places(after)).toEqual([0.333, 0.667, 1, 1.333, 1.667, 2, 2.333]);
    expect(epochs(after)).toEqual([1, 2]);
  });

  test('goes on where a stopped run goes on, without losing what came before in the same epoch', () => {
    const before = withEvents(noProgress, [started(), batch(1, 1), { event: 'stopped', epoch: 1, batch: 1 }]);
    expect(before.remainingSeconds).toBeNull();
    expect(places(withEvents(before, [started(), batch(1, 2)]))).toEqual([0.333, 0.667]);
  });

  test('is the same in one piece and in many', () => {
    const events = [started(), ...whole(1), ...whole(2), ...whole(3), started(3), ...whole(3), ...whole(4)];
    const atOnce = withEvents(noProgress, events);
    fc.assert(
      fc.property(fc.array(fc.nat(events.length)), (cuts) => {
        const ends = [...cuts, events.length].sort((a, b) => a - b);
        let from = 0;
        let progress = noProgress;
        for (const end of ends) {
          progress = withEvents(progress, events.slice(from, end));
          from = end;
        }
        expect(progress).toEqual(atOnce);
      }),
    );
  });

  test('knows its best epoch as the trainer said it', () => {
    expect(bestEpoch(noProgress)).toBeNull();
    const progress = withEvents(noProgress, [epoch(1, true), epoch(2, true), epoch(3)]);
    expect(bestEpoch(progress)?.epoch).toBe(2);
  });

  test('stays small in a long run and keeps its first and last step within a step', () => {
    let progress = noProgress;
    for (let number = 1; number <= 3000; number++) progress = withEvents(progress, [batch(number, 3)]);
    expect(progress.steps.length).toBeLessThanOrEqual(1200);
    expect(progress.steps.at(-1)?.at).toBe(3000);
    expect(progress.steps[0]?.at).toBeLessThan(10);
    const at = places(progress);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });
});

test('samples of the machine go back with the run', () => {
  const sample = (at: number) => ({ at, cpuPercent: 1, memoryPercent: 1, gpu: null });
  expect(withSamples([sample(1), sample(2), sample(2)], [sample(1.5), sample(1.7)]).map(({ at }) => at)).toEqual([
    1, 1.5, 1.7,
  ]);
});
