import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
} from '../../electron/trainer/checkpoint/safetensors.ts';
import { stateTensors } from '../../electron/trainer/checkpoint/weights.ts';
import {
  initialState,
  type NetworkConfig,
  type NetworkState,
  networkLayout,
} from '../../electron/trainer/network/index.ts';
import { freshOptimiser, optimise } from '../../electron/trainer/optimise/optimiser.ts';
import { parameterSegments } from '../../electron/trainer/optimise/parameter-segments.ts';
import { openTrainingStep } from '../../electron/trainer/program/sessions.ts';
import { type ScheduleSettings, scheduleAt } from '../../shared/formats/schedule.ts';
import { torchPython } from '../bench/support/python.ts';
import { batchBytes } from './support/batch-bytes.ts';
import { runChecks } from './support/check.ts';
import { livelyState } from './support/lively-state.ts';
import { randomBatch } from './support/random-batch.ts';
import { relativeError } from './support/relative-error.ts';
import { runPython } from './support/run-python.ts';
import { torchNetwork, torchRecipe } from './support/torch-names.ts';

/**
 * `node tests/peers/training-step.ts`: one training step of ours (float32) against PyTorch's in float64 on the same weights and batch:
 * every loss item, all gradients together and the worst tensor's, and the weights after the optimiser's step. Limit 1e-3, relative.
 */
const config: NetworkConfig = { width: 0.125, depth: 0.33, classCount: 2, inputChannels: 1 };
const [batch, heightPx, widthPx] = [4, 128, 160];
const layout = networkLayout(config);
const limit = 1e-3;

const cases: readonly { name: string; state: NetworkState; boxCounts: readonly number[]; kind: 'SGD' | 'AdamW' }[] = [
  { name: 'random start', state: initialState(config, 3), boxCounts: [0, 3, 12, 7], kind: 'SGD' },
  { name: 'lively network', state: await livelyState(config, 3), boxCounts: [2, 3, 12, 7], kind: 'AdamW' },
  { name: 'no boxes', state: await livelyState(config, 4), boxCounts: [0], kind: 'SGD' },
];

type TorchStep = {
  readonly box: number;
  readonly cls: number;
  readonly dfl: number;
  readonly gradientNorm: number;
  readonly ownedAnchors: number;
  readonly torch: string;
};

await runChecks(async (checks, folder) => {
  const python = await torchPython();
  const { run } = await openTrainingStep(config, { batch, heightPx, widthPx }, 2);
  for (const [index, { name, state, boxCounts, kind }] of cases.entries()) {
    const data = randomBatch({ batch, channels: 1, heightPx, widthPx, classCount: 2, boxCounts }, 20 + index);
    const settings: ScheduleSettings = {
      kind,
      initialLearningRate: 0.01,
      finalShare: 0.01,
      momentum: 0.9,
      weightDecay: 5e-4,
      warmupEpochs: 1,
      warmupBiasLearningRate: 0,
      epochs: 10,
      batch,
      nominalBatch: batch,
      batchesPerEpoch: 50,
    };
    const [startWeights, batchFile, gradients, weights] = ['start', 'batch', 'gradients', 'weights'].map((file) =>
      join(folder, file),
    );
    await writeFile(startWeights, encodeSafetensors({ tensors: stateTensors(layout, state), metadata: {} }));
    await writeFile(batchFile, Buffer.concat(batchBytes(batch, data)));
    const position = [3, 7] as const;
    const job = {
      ...{ network: torchNetwork(config), recipe: torchRecipe(settings), heightPx, widthPx, position },
      ...{ startWeights, batchFile, gradients, weights },
    };
    const peer = await runPython<TorchStep>(python, 'training_step.py', job, folder);
    console.log(`${name}: torch ${peer.torch}, ${peer.ownedAnchors} anchors own a box`);

    const step = await run(data, state);
    const relative = (value: number, reference: number) =>
      value === reference ? 0 : Math.abs(value - reference) / Math.abs(reference);
    checks.atMost(`${name}, box loss`, relative(step.losses.box, peer.box), limit);
    checks.atMost(`${name}, class loss`, relative(step.losses.class, peer.cls), limit);
    checks.atMost(`${name}, distribution loss`, relative(step.losses.distribution, peer.dfl), limit);

    const own = { decayed: step.decayedGradient, undecayed: step.undecayedGradient };
    const ownGradients = stateTensors({ ...layout, statistics: [] }, { ...own, statistics: new Float32Array(0) });
    const theirs = await readTensors(gradients);
    checks.atMost(`${name}, all gradients`, relativeError(joined(ownGradients), matching(ownGradients, theirs)), limit);
    const worst = ownGradients
      .map((tensor) => ({ name: tensor.name, error: relativeError(tensor.data, theirs.get(tensor.name)!) }))
      .reduce((a, b) => (b.error > a.error ? b : a));
    checks.atMost(`${name}, worst tensor's gradient (${worst.name})`, worst.error, limit);

    const before = joined(stateTensors(layout, state));
    const segments = parameterSegments(layout);
    const norm = optimise(state, own, freshOptimiser(kind, state), segments, scheduleAt(settings, ...position));
    checks.atMost(`${name}, gradient norm`, relative(norm, peer.gradientNorm), limit);
    for (const [at, value] of step.batchStatistics.entries()) {
      state.statistics[at] = 0.97 * state.statistics[at]! + 0.03 * value;
    }
    const after = stateTensors(layout, state);
    const change = (values: Float32Array) => values.map((value, at) => value - before[at]!);
    const theirWeights = matching(after, await readTensors(weights));
    const [ownChange, theirChange] = [change(joined(after)), change(theirWeights)];
    if (kind === 'AdamW') dropUncertain([ownChange, theirChange], ownGradients);
    checks.atMost(`${name}, change of weights by ${kind}`, relativeError(ownChange, theirChange), limit);
  }
});

/**
 * AdamW's first step is as large for a gradient of almost zero as for any other and only keeps its sign, which rounding decides:
 * elements below a thousandth of their tensor's root mean square are set aside.
 */
function dropUncertain(changes: readonly Float32Array[], gradients: readonly NamedTensor[]): void {
  let offset = 0;
  for (const { data } of gradients) {
    const least = 1e-3 * Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
    data.forEach((value, index) => {
      if (Math.abs(value) < least) for (const change of changes) change[offset + index] = 0;
    });
    offset += data.length;
  }
}

async function readTensors(path: string): Promise<ReadonlyMap<string, Float32Array>> {
  const decoded = decodeSafetensors(await readFile(path), path);
  if (!decoded.ok) throw new Error(decoded.problem.sentence);
  return new Map(decoded.value.tensors.map(({ name, data }) => [name, data]));
}

function joined(tensors: readonly NamedTensor[]): Float32Array {
  const all = new Float32Array(tensors.reduce((sum, { data }) => sum + data.length, 0));
  let offset = 0;
  for (const { data } of tensors) {
    all.set(data, offset);
    offset += data.length;
  }
  return all;
}

/** The same tensors of the peer, in our order. */
function matching(own: readonly NamedTensor[], theirs: ReadonlyMap<string, Float32Array>): Float32Array {
  return joined(own.map(({ name, shape }) => ({ name, shape, data: theirs.get(name) ?? missing(name) })));
}

function missing(name: string): never {
  throw new Error(`The peer has no tensor ${name}.`);
}
