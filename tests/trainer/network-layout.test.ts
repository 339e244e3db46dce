import { describe, expect, test } from 'vitest';
import {
  copyState,
  emptyState,
  flatLength,
  initialState,
  type NetworkConfig,
  namedTensors,
  networkLayout,
} from '../../electron/trainer/network/index.ts';

const nano: NetworkConfig = { width: 0.25, depth: 0.33, classCount: 80, inputChannels: 3 };
const small: NetworkConfig = { width: 0.125, depth: 0.33, classCount: 2, inputChannels: 1 };

describe('the layout of the network', () => {
  test('the n size has as many weights as the family says, less the 16 fixed bin numbers', () => {
    const weights = (config: NetworkConfig) => {
      const layout = networkLayout(config);
      return flatLength(layout.decayed) + flatLength(layout.undecayed);
    };
    expect(weights(nano)).toBe(3_157_200 - 16);
    expect(weights({ ...nano, classCount: 1 })).toBe(3_011_043 - 16);
    expect(weights({ ...nano, width: 0.5 })).toBe(11_166_560 - 16);
  });

  test('tensors are named as in the state dict', () => {
    const layout = networkLayout(nano);
    const shapes = new Map(
      [...layout.decayed, ...layout.undecayed, ...layout.statistics].map((t) => [t.name, t.shape]),
    );
    expect(shapes.get('model.0.conv.weight')).toEqual([16, 3, 3, 3]);
    expect(shapes.get('model.4.m.1.cv2.conv.weight')).toEqual([32, 32, 3, 3]);
    expect(shapes.get('model.9.cv2.bn.running_var')).toEqual([256]);
    expect(shapes.get('model.22.cv2.0.2.weight')).toEqual([64, 64, 1, 1]);
    expect(shapes.get('model.22.cv3.2.2.bias')).toEqual([80]);
    expect(shapes.size).toBe(layout.decayed.length + layout.undecayed.length + layout.statistics.length);
  });

  test('the same seed gives the same start, another seed another', () => {
    const kernels = (seed: number) => Buffer.from(initialState(small, seed).decayed.buffer);
    expect(Buffer.compare(kernels(1), kernels(1))).toBe(0);
    expect(Buffer.compare(kernels(1), kernels(2))).not.toBe(0);
  });

  test("the start is the family's", () => {
    const layout = networkLayout(small);
    const state = initialState(small, 3);
    const kernel = namedTensors(layout.decayed, state.decayed).get('model.9.cv1.conv.weight')!;
    const bound = 1 / Math.sqrt(128);
    expect(Math.max(...kernel)).toBeLessThanOrEqual(bound);
    expect(Math.max(...kernel)).toBeGreaterThan(0.99 * bound);
    expect(kernel.reduce((sum, w) => sum + w * w, 0) / kernel.length).toBeCloseTo((bound * bound) / 3, 4);
    const biases = namedTensors(layout.undecayed, state.undecayed);
    expect(biases.get('model.22.cv2.1.2.bias')![5]).toBe(1);
    expect(biases.get('model.22.cv3.1.2.bias')![0]).toBeCloseTo(Math.log(5 / 2 / 40 ** 2), 5);
    expect(namedTensors(layout.statistics, state.statistics).get('model.0.bn.running_var')![0]).toBe(1);
  });

  test('a part taken out of a state and put back is where it was', () => {
    const layout = networkLayout(small);
    const trainable = networkLayout(small, (module) => module > 9);
    const state = initialState(small, 4);
    const part = emptyState(trainable);
    copyState({ layout, state }, { layout: trainable, state: part });
    const rest = initialState(small, 5);
    copyState({ layout: trainable, state: part }, { layout, state: rest });
    const [original, other, merged] = [state, initialState(small, 5), rest].map((s) =>
      namedTensors(layout.decayed, s.decayed),
    );
    for (const { name } of layout.decayed) {
      const from = trainable.decayed.some((t) => t.name === name) ? original! : other!;
      expect(merged!.get(name)).toEqual(from.get(name));
    }
  });
});
