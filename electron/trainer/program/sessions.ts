import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Losses } from '../../../shared/domain/training-event.ts';
import type { Batch } from '../data/batch.ts';
import { buildEvaluationGraph, buildTrainingStep } from '../network/index.ts';
import {
  type FrozenModules,
  type NetworkConfig,
  type NetworkInputShape,
  type NetworkLayout,
  type NetworkState,
  graphNames as names,
} from '../network/types.ts';

export type StepResult = {
  readonly losses: Losses;
  readonly decayedGradient: Float32Array;
  readonly undecayedGradient: Float32Array;
  readonly batchStatistics: Float32Array;
};
export type TrainingRun = (batch: Batch, weights: NetworkState) => Promise<StepResult>;

export type EvaluationResult = {
  readonly losses: Losses;
  /** [N, 4, A], corners in network pixels. */
  readonly boxes: Float32Array;
  /** [N, K, A]. */
  readonly scores: Float32Array;
  readonly anchors: number;
};
export type EvaluationRun = (batch: Batch) => Promise<EvaluationResult>;

/**
 * The memory pattern costs 60 % more memory and wins no time (measured). Threads that wait spinning take the processor from everything
 * else on the machine, the live station among it: under load a step took three times as long with it.
 */
function options(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/** The training step as a function; `layout` is that of the trained part, which its weights and gradients hold. */
export async function openTrainingStep(
  config: NetworkConfig,
  shape: NetworkInputShape,
  threads: number,
  frozen?: FrozenModules,
): Promise<{ readonly layout: NetworkLayout; readonly run: TrainingRun }> {
  const { model, layout } = buildTrainingStep(config, shape, frozen);
  const session = await InferenceSession.create(model, options(threads));
  const run: TrainingRun = async (batch, weights) => {
    const output = await session.run({
      ...batchFeeds(batch, config, shape),
      [names.decayed]: vector(weights.decayed),
      [names.undecayed]: vector(weights.undecayed),
    });
    return {
      losses: lossesOf(floats(output, names.losses)),
      decayedGradient: floats(output, names.decayedGradient),
      undecayedGradient: floats(output, names.undecayedGradient),
      batchStatistics: floats(output, names.batchStatistics),
    };
  };
  return { layout, run };
}

/** Predictions and losses with running statistics in the norms; `state` is the whole network's. */
export async function openEvaluation(
  config: NetworkConfig,
  shape: NetworkInputShape,
  threads: number,
): Promise<(state: NetworkState) => EvaluationRun> {
  const session = await InferenceSession.create(
    buildEvaluationGraph(config, shape, { withLoss: true }),
    options(threads),
  );
  return (state) => async (batch) => {
    const output = await session.run({
      ...batchFeeds(batch, config, shape),
      [names.decayed]: vector(state.decayed),
      [names.undecayed]: vector(state.undecayed),
      [names.statistics]: vector(state.statistics),
    });
    return {
      losses: lossesOf(floats(output, names.losses)),
      boxes: floats(output, names.predictedBoxes),
      scores: floats(output, names.predictedScores),
      anchors: output[names.predictedBoxes]!.dims[2]!,
    };
  };
}

function batchFeeds(
  { images, boxes, classes, rows }: Batch,
  { inputChannels, classCount }: NetworkConfig,
  { batch, heightPx, widthPx }: NetworkInputShape,
) {
  return {
    [names.images]: new Tensor('float32', images, [batch, inputChannels, heightPx, widthPx]),
    [names.boxes]: new Tensor('float32', boxes, [batch, rows, 4]),
    [names.classes]: new Tensor('float32', classes, [batch, rows, classCount]),
  };
}

function vector(data: Float32Array): Tensor {
  return new Tensor('float32', data, [data.length]);
}

function floats(output: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = output[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`The graph gives no float32 "${name}"`);
  return data;
}

function lossesOf(values: Float32Array): Losses {
  return { box: values[0]!, class: values[1]!, distribution: values[2]! };
}
