import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { NetworkState } from '../../electron/trainer/network/types.ts';
import { clipFactor, gradientNorm } from '../../electron/trainer/optimise/gradient-clip.ts';
import { average, averageDecay } from '../../electron/trainer/optimise/moving-average.ts';
import { freshOptimiser, optimise } from '../../electron/trainer/optimise/optimiser.ts';
import type { Segment } from '../../electron/trainer/optimise/parameter-segments.ts';

/** Made by tests/peers/make_optimiser_fixture.py with torch.optim and clip_grad_norm_. */
const fixture = z
  .object({
    optimisers: z.array(
      z.object({
        kind: z.enum(['SGD', 'AdamW']),
        weightDecay: z.number(),
        start: z.array(z.number()),
        steps: z.array(
          z.object({
            gradient: z.array(z.number()),
            learningRate: z.number(),
            momentum: z.number(),
            norm: z.number(),
            weights: z.array(z.number()),
          }),
        ),
      }),
    ),
    average: z.array(z.object({ update: z.number(), running: z.array(z.number()) })),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/trainer/optimiser-steps.json', import.meta.url), 'utf8')));

function stateOf(decayed: readonly number[], undecayed: readonly number[] = []): NetworkState {
  return {
    decayed: Float32Array.from(decayed),
    undecayed: Float32Array.from(undecayed),
    statistics: new Float32Array(0),
  };
}

function kernelsOnly(length: number): Segment[] {
  return [{ vector: 'decayed', group: 'kernels', start: 0, end: length }];
}

function momentWith(learningRate: number, momentum: number, weightDecay: number) {
  const learningRates = { kernels: learningRate, norms: learningRate, biases: learningRate };
  return { learningRates, momentum, weightDecay, accumulate: 1 };
}

describe('the optimisers', () => {
  test.each(fixture.optimisers)('$kind follows torch.optim step by step, the clip at norm 10 included', (run) => {
    const weights = stateOf(run.start);
    const optimiser = freshOptimiser(run.kind, weights);
    for (const { gradient, learningRate, momentum, norm, weights: expected } of run.steps) {
      const gradients = { decayed: Float32Array.from(gradient), undecayed: new Float32Array(0) };
      const moment = momentWith(learningRate, momentum, run.weightDecay);
      const measured = optimise(weights, gradients, optimiser, kernelsOnly(gradient.length), moment);
      expect(Math.abs(measured / norm - 1)).toBeLessThan(1e-5);
      expected.forEach((value, index) => {
        expect(Math.abs(weights.decayed[index]! - value)).toBeLessThan(2e-6);
      });
    }
  });

  test.each(['SGD', 'AdamW'] as const)('%s decays kernels and leaves norms and biases alone', (kind) => {
    const weights = stateOf([1], [1, 1]);
    const segments: Segment[] = [
      ...kernelsOnly(1),
      { vector: 'undecayed', group: 'norms', start: 0, end: 1 },
      { vector: 'undecayed', group: 'biases', start: 1, end: 2 },
    ];
    const still = { decayed: new Float32Array(1), undecayed: new Float32Array(2) };
    optimise(weights, still, freshOptimiser(kind, weights), segments, momentWith(0.1, 0, 0.5));
    expect(weights.decayed[0]).toBeCloseTo(0.95, 6);
    expect([...weights.undecayed]).toEqual([1, 1]);
  });

  test('give each group its own learning rate', () => {
    const weights = stateOf([0], [0, 0]);
    const segments: Segment[] = [
      ...kernelsOnly(1),
      { vector: 'undecayed', group: 'norms', start: 0, end: 1 },
      { vector: 'undecayed', group: 'biases', start: 1, end: 2 },
    ];
    const ones = { decayed: Float32Array.of(1), undecayed: Float32Array.of(1, 1) };
    const moment = {
      learningRates: { kernels: 0.1, norms: 0.2, biases: 0.3 },
      momentum: 0,
      weightDecay: 0,
      accumulate: 1,
    };
    optimise(weights, ones, freshOptimiser('SGD', weights), segments, moment);
    expect(weights.decayed[0]).toBeCloseTo(-0.1, 6);
    expect(weights.undecayed[0]).toBeCloseTo(-0.2, 6);
    expect(weights.undecayed[1]).toBeCloseTo(-0.3, 6);
  });

  test('change nothing when the gradient is not finite, and say so by its norm', () => {
    const weights = stateOf([1, 2]);
    const optimiser = freshOptimiser('AdamW', weights);
    const gradients = { decayed: Float32Array.of(Number.NaN, 1), undecayed: new Float32Array(0) };
    const norm = optimise(weights, gradients, optimiser, kernelsOnly(2), momentWith(0.1, 0.9, 0));
    expect(norm).toBeNaN();
    expect([...weights.decayed]).toEqual([1, 2]);
    expect(optimiser.stepCount).toBe(0);
  });
});

describe('the clip', () => {
  test('leaves a short gradient as it is and brings a long one to norm 10', () => {
    const gradients = { decayed: Float32Array.of(30, 40), undecayed: new Float32Array(0) };
    const norm = gradientNorm(gradients, kernelsOnly(2));
    expect(norm).toBe(50);
    expect(clipFactor(norm) * norm).toBeCloseTo(10, 5);
    expect(clipFactor(9.9)).toBe(1);
  });

  test('does not count weights that are not trained', () => {
    const gradients = { decayed: Float32Array.of(3, 4, 1000), undecayed: new Float32Array(0) };
    expect(gradientNorm(gradients, kernelsOnly(2))).toBe(5);
  });
});

describe('the moving average of the weights', () => {
  test("follows the family's ramp", () => {
    const values = Float32Array.of(1, -2, 0.5);
    const running = Float32Array.of(0, 1, 0.5);
    for (const { update, running: expected } of fixture.average) {
      average(running, values, averageDecay(update));
      expected.forEach((value, index) => {
        expect(running[index]).toBeCloseTo(value, 6);
      });
    }
  });
});
