import { describe, expect, test } from 'vitest';
import {
  buildEvaluationGraph,
  buildTrainingStep,
  copyState,
  emptyState,
  graphNames,
  type NetworkConfig,
  type NetworkState,
  networkLayout,
} from '../../electron/trainer/network/index.ts';
import { decodeModel } from '../../shared/formats/onnx/index.ts';
import { livelyState } from './support/lively-state.ts';
import { randomBatch } from './support/random-batch.ts';
import { runOnRuntime } from './support/runtime.ts';
import type { Tensor } from './support/tensor.ts';

const config: NetworkConfig = { width: 0.0625, depth: 0.33, classCount: 2, inputChannels: 1 };
const shape = { batch: 2, heightPx: 64, widthPx: 96 };
const batch = randomBatch(config, shape, { boxCounts: [2, 3], seed: 4 });
const layout = networkLayout(config);
const state = livelyState(config, 30);
const backbone = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

function vectors(values: NetworkState, parts: readonly (keyof NetworkState)[]): Record<string, Tensor> {
  return Object.fromEntries(
    parts.map((part) => [part, { shape: [values[part].length], data: Float64Array.from(values[part]) }]),
  );
}

/** The state whose running statistics are those of the batch, biased as the training's own norms use them, or not. */
function withStatistics(batchStatistics: Float64Array, unbiasedBy: (name: string) => number): NetworkState {
  const statistics = new Float32Array(batchStatistics.length);
  let offset = 0;
  for (const { name, shape: tensorShape } of layout.statistics) {
    const factor = name.endsWith('running_var') ? unbiasedBy(name) : 1;
    for (let end = offset + tensorShape[0]!; offset < end; offset++)
      statistics[offset] = batchStatistics[offset]! * factor;
  }
  return { ...state, statistics };
}

/** How much smaller than the image the map is that a norm sees, by module; in the head by level. */
function strideOfNorm(name: string): number {
  const strides = [2, 4, 4, 8, 8, 16, 16, 32, 32, 32, 16, 16, 16, 8, 8, 8, 16, 16, 16, 32, 32, 32];
  const [, module, level] = /^model\.(\d+)\.(?:cv\d\.(\d)\.)?/.exec(name)!;
  return strides[Number(module)] ?? 8 * 2 ** Number(level);
}

describe('the training step', () => {
  test('says of a batch what the evaluation says with the statistics of that batch', async () => {
    const step = await runOnRuntime(buildTrainingStep(config, shape).model, {
      ...batch,
      ...vectors(state, ['decayed', 'undecayed']),
    });
    const biased = withStatistics(step.get(graphNames.batchStatistics)!.data, (name) => {
      const count = (shape.batch * shape.heightPx * shape.widthPx) / strideOfNorm(name) ** 2;
      return (count - 1) / count;
    });
    const evaluation = buildEvaluationGraph(config, shape, { withLoss: true });
    const values = await runOnRuntime(evaluation, {
      ...batch,
      ...vectors(biased, ['decayed', 'undecayed', 'statistics']),
    });
    const [own, other] = [step, values].map((outputs) => outputs.get(graphNames.losses)!.data);
    own!.forEach((item, index) => {
      expect(Math.abs(item / other![index]! - 1)).toBeLessThan(1e-4);
    });
  });

  test('with frozen modules has their norms fixed, trains the rest only and needs no gradient of them', async () => {
    const frozen = buildTrainingStep(config, shape, { modules: backbone, state });
    expect(frozen.layout.decayed.map(({ name }) => name)).toEqual(
      layout.decayed.map(({ name }) => name).filter((name) => Number(name.split('.')[1]) > 9),
    );
    const part = emptyState(frozen.layout);
    copyState({ layout, state }, { layout: frozen.layout, state: part });
    const outputs = await runOnRuntime(frozen.model, { ...batch, ...vectors(part, ['decayed', 'undecayed']) });
    expect(outputs.get(graphNames.decayedGradient)!.shape).toEqual([part.decayed.length]);
    expect(outputs.get(graphNames.batchStatistics)!.shape).toEqual([part.statistics.length]);
    expect(outputs.get(graphNames.undecayedGradient)!.data.some((value) => value !== 0)).toBe(true);

    const nodes = (bytes: Uint8Array) => {
      const model = decodeModel(bytes);
      return model.ok ? model.value.graph.node.filter(({ name }) => name!.startsWith('bwd.')).length : 0;
    };
    expect(nodes(frozen.model)).toBeLessThan(0.7 * nodes(buildTrainingStep(config, shape).model));
  });

  test('is the same bits again', async () => {
    const { model } = buildTrainingStep(config, shape);
    const inputs = { ...batch, ...vectors(state, ['decayed', 'undecayed']) };
    expect(Buffer.compare(model, buildTrainingStep(config, shape).model)).toBe(0);
    const [one, again] = [await runOnRuntime(model, inputs), await runOnRuntime(model, inputs)];
    for (const [name, { data }] of one) {
      expect(Buffer.compare(Buffer.from(data.buffer), Buffer.from(again.get(name)!.data.buffer)), name).toBe(0);
    }
  });

  test('refuses what it cannot train', () => {
    expect(() => buildTrainingStep(config, { ...shape, widthPx: 100 })).toThrow('multiple of 32');
    expect(() => buildTrainingStep(config, { batch: 1, heightPx: 32, widthPx: 32 })).toThrow('no variance');
    const modules = Array.from({ length: 23 }, (_, index) => index);
    expect(() => buildTrainingStep(config, shape, { modules, state })).toThrow('nothing to train');
  });
});
