import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkLayout } from '../../electron/trainer/network/index.ts';
import { betterFigure, fitness, isOutOfPatience, steadyFitness } from '../../electron/trainer/optimise/fitness.ts';
import { parameterSegments } from '../../electron/trainer/optimise/parameter-segments.ts';
import { type ScheduleSettings, scheduleAt, warmupBatches } from '../../shared/formats/schedule.ts';

const settings: ScheduleSettings = {
  kind: 'SGD',
  initialLearningRate: 0.01,
  finalShare: 0.01,
  momentum: 0.937,
  weightDecay: 0.0005,
  warmupEpochs: 3,
  warmupBiasLearningRate: 0.1,
  epochs: 100,
  batch: 16,
  nominalBatch: 64,
  batchesPerEpoch: 50,
};

describe('the learning rate', () => {
  test('starts at 0 for kernels and norms and at its own start for biases', () => {
    const { learningRates, momentum, accumulate } = scheduleAt(settings, 0, 0);
    expect(learningRates).toEqual({ kernels: 0, norms: 0, biases: 0.1 });
    expect(momentum).toBe(0.8);
    expect(accumulate).toBe(1);
  });

  test('is half-way through its warm-up half of what the epoch asks for', () => {
    const { learningRates, momentum } = scheduleAt(settings, 1, 25);
    const target = 0.01 * (0.99 * 0.99 + 0.01);
    expect(learningRates.kernels).toBeCloseTo(target / 2, 12);
    expect(learningRates.biases).toBeCloseTo((0.1 + target) / 2, 12);
    expect(momentum).toBeCloseTo((0.8 + 0.937) / 2, 12);
  });

  test('falls linearly by epoch, the same for all groups, after the warm-up', () => {
    for (const epoch of [10, 50, 99]) {
      const { learningRates, momentum, accumulate } = scheduleAt(settings, epoch, 7);
      const target = 0.01 * ((1 - epoch / 100) * 0.99 + 0.01);
      expect(learningRates).toEqual({ kernels: target, norms: target, biases: target });
      expect(momentum).toBe(0.937);
      expect(accumulate).toBe(4);
    }
  });

  test('is the last share of the first in no epoch too low: it never leaves the range', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(49), (epoch, batch) => {
        const { learningRates } = scheduleAt(settings, epoch, batch);
        expect(learningRates.kernels).toBeGreaterThanOrEqual(0);
        expect(learningRates.kernels).toBeLessThanOrEqual(0.01);
        expect(learningRates.biases).toBeLessThanOrEqual(0.1);
      }),
    );
  });
});

describe('the warm-up', () => {
  test('takes at least 100 batches, and none when it is 0 epochs', () => {
    expect(warmupBatches(settings)).toBe(150);
    expect(warmupBatches({ ...settings, batchesPerEpoch: 12 })).toBe(100);
    const none = { ...settings, warmupEpochs: 0 };
    expect(scheduleAt(none, 0, 0).learningRates.kernels).toBe(0.01);
    expect(scheduleAt(none, 0, 0).accumulate).toBe(4);
  });

  test("leaves AdamW's beta alone", () => {
    expect(scheduleAt({ ...settings, kind: 'AdamW', momentum: 0.9 }, 0, 0).momentum).toBe(0.9);
  });
});

describe('the weight decay', () => {
  test('is scaled by the pictures that really go into one update', () => {
    expect(scheduleAt(settings, 50, 0).weightDecay).toBeCloseTo(0.0005, 12);
    expect(scheduleAt({ ...settings, batch: 24 }, 50, 0).weightDecay).toBeCloseTo((0.0005 * 24 * 3) / 64, 12);
    expect(scheduleAt({ ...settings, batch: 128 }, 50, 0).weightDecay).toBeCloseTo(0.001, 12);
  });
});

describe('the parameter groups', () => {
  test('cover every weight once: kernels decayed, norm weights and biases not', () => {
    const layout = networkLayout({ width: 0.0625, depth: 0.33, classCount: 2, inputChannels: 1 });
    const segments = parameterSegments(layout);
    for (const vector of ['decayed', 'undecayed'] as const) {
      let position = 0;
      for (const { start, end } of segments.filter((segment) => segment.vector === vector)) {
        expect(start).toBe(position);
        position = end;
      }
      const total = layout[vector].reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
      expect(position).toBe(total);
    }
    expect(segments.filter(({ vector }) => vector === 'decayed').map(({ group }) => group)).toEqual(['kernels']);
    expect(new Set(segments.filter(({ vector }) => vector === 'undecayed').map(({ group }) => group))).toEqual(
      new Set(['norms', 'biases']),
    );
  });
});

describe('the best epoch', () => {
  test('judges an epoch by the mean of nine validations, so that one lucky figure does not win', () => {
    expect(steadyFitness([0.7])).toBe(0.7);
    expect(steadyFitness([0, ...Array<number>(9).fill(0.5)])).toBeCloseTo(0.5, 12);
    const lucky = [0.4, 0.4, 0.4, 0.9, 0.4, 0.4, 0.4, 0.4, 0.4];
    expect(steadyFitness(lucky.slice(0, 4))).toBeLessThan(0.6);
  });

  test('weighs mAP50 a tenth and mAP50-95 nine tenths', () => {
    expect(fitness(0.8, 0.4)).toBeCloseTo(0.44, 12);
  });

  test('is the first of equals, but never an epoch that found nothing when there is a later one', () => {
    expect(betterFigure({ fitness: 0.5, epoch: 3 }, { fitness: 0.5, epoch: 4 }).epoch).toBe(3);
    expect(betterFigure({ fitness: 0, epoch: 3 }, { fitness: 0, epoch: 4 }).epoch).toBe(4);
    expect(betterFigure({ fitness: 0.5, epoch: 3 }, { fitness: 0.6, epoch: 4 }).epoch).toBe(4);
  });

  test('ends the training when patience is out, and never with patience 0', () => {
    const best = { fitness: 0.5, epoch: 10 };
    expect(isOutOfPatience(best, 14, 5)).toBe(false);
    expect(isOutOfPatience(best, 15, 5)).toBe(true);
    expect(isOutOfPatience(best, 1000, 0)).toBe(false);
  });
});
