import { beforeAll, describe, expect, test } from 'vitest';
import {
  buildTrainingStep,
  graphNames,
  type NetworkConfig,
  type NetworkInputShape,
} from '../../electron/trainer/network/index.ts';
import { seededRandom } from '../../shared/domain/random.ts';
import { interpret } from './support/interpreter.ts';
import { livelyState } from './support/lively-state.ts';
import { randomBatch } from './support/random-batch.ts';
import { runOnRuntime } from './support/runtime.ts';
import type { Tensor } from './support/tensor.ts';

const config: NetworkConfig = { width: 0.0625, depth: 0.33, classCount: 2, inputChannels: 1 };
const shape: NetworkInputShape = { batch: 2, heightPx: 64, widthPx: 64 };

const { model, layout } = buildTrainingStep(config, shape);
const state = livelyState(config, 7);
const vector = (values: Float32Array): Tensor => ({ shape: [values.length], data: Float64Array.from(values) });
const inputs = {
  ...randomBatch(config, shape, { boxCounts: [3, 1], seed: 3 }),
  [graphNames.decayed]: vector(state.decayed),
  [graphNames.undecayed]: vector(state.undecayed),
};
const weightNames = [graphNames.decayed, graphNames.undecayed] as const;
const gradientNames = [graphNames.decayedGradient, graphNames.undecayedGradient] as const;

/** What the gradient treats as constant: assignment, target scores, their weights, and the alpha of CIoU. */
function heldValues(values: ReadonlyMap<string, Tensor>) {
  return new Map([...values].filter(([name]) => name.startsWith('held.')));
}

/** Batch size times the sum of the three losses. */
function minimised(losses: Tensor): number {
  const [box, classes, distribution] = losses.data;
  return shape.batch * (box! + classes! + distribution!);
}

describe('the gradient of the whole network', () => {
  let values: ReadonlyMap<string, Tensor>;
  beforeAll(() => {
    values = interpret(model, inputs);
  });

  test('the batch exercises every part of the loss', () => {
    const [box, classes, distribution, scoreSum, positives] = values.get(graphNames.losses)!.data;
    for (const part of [box, classes, distribution]) expect(part).toBeGreaterThan(0.1);
    expect(scoreSum).toBeGreaterThan(1);
    expect(positives).toBeGreaterThan(10);
    expect(heldValues(values).size).toBe(8);
  });

  test.each([1, 2, 3, 4, 5])('agrees with finite differences along random direction %i', (seed) => {
    const random = seededRandom(seed);
    const directions = weightNames.map((name) => inputs[name].data.map(() => 2 * random() - 1));
    const step = 1e-7;
    const held = heldValues(values);
    const [up, down] = [step, -step].map((distance) => {
      const moved = weightNames.map((name, which) => {
        const data = inputs[name].data.map((weight, index) => weight + distance * directions[which]![index]!);
        return [name, { shape: inputs[name].shape, data }] as const;
      });
      const wanted = graphNames.losses;
      return minimised(interpret(model, { ...inputs, ...Object.fromEntries(moved) }, { held, wanted }).get(wanted)!);
    });
    const difference = (up! - down!) / (2 * step);
    const derivative = gradientNames.reduce((sum, name, which) => {
      return sum + values.get(name)!.data.reduce((part, g, index) => part + g * directions[which]![index]!, 0);
    }, 0);
    // What is left is the difference's own error; a forgotten factor in any tensor is a thousand times as much.
    expect(Math.abs(derivative / difference - 1)).toBeLessThan(1e-6);
  });

  test('is the same on the runtime in single precision', async () => {
    const found = await runOnRuntime(model, inputs);
    for (const name of [...gradientNames, graphNames.losses, graphNames.batchStatistics]) {
      const [own, reference] = [found.get(name)!.data, values.get(name)!.data];
      const error = own.reduce((sum, value, index) => sum + (value - reference[index]!) ** 2, 0);
      const size = reference.reduce((sum, value) => sum + value ** 2, 0);
      expect(Math.sqrt(error / size), name).toBeLessThan(1e-4);
    }
  });

  test('the statistics are the mean and the unbiased variance of the batch', () => {
    const statistics = values.get(graphNames.batchStatistics)!.data;
    // What the first convolution gives is the first value of 8 channels at half the size.
    const [, first] = [...values].find(([name]) => name.startsWith('fwd.Conv.'))!;
    expect(first.shape).toEqual([2, 8, 32, 32]);
    const plane = 32 * 32;
    for (let channel = 0; channel < 8; channel++) {
      const elements = [0, 1].flatMap((n) => {
        const start = (n * 8 + channel) * plane;
        return [...first.data.subarray(start, start + plane)];
      });
      const mean = elements.reduce((sum, x) => sum + x, 0) / elements.length;
      const variance = elements.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (elements.length - 1);
      expect(statistics[channel]).toBeCloseTo(mean, 10);
      expect(statistics[8 + channel]! / variance).toBeCloseTo(1, 7);
    }
    expect(layout.statistics.slice(0, 2).map(({ name }) => name)).toEqual([
      'model.0.bn.running_mean',
      'model.0.bn.running_var',
    ]);
  });
});
