import { roundHalfToEven } from '../geometry/rounding.ts';
import type { ResolvedOptimizer } from './optimizer.ts';
import type { Params } from './params-schema.ts';

/** The family's three parameter groups: weight decay acts on kernels only, and biases have their own learning rate during warm-up. */
export type ParameterGroup = 'kernels' | 'norms' | 'biases';

/** What decides the learning rates of a whole run; all values are in the run's resolved `params.yaml`. */
export type ScheduleSettings = {
  readonly kind: 'SGD' | 'AdamW';
  readonly initialLearningRate: number;
  /** The learning rate of the last epoch's end as a share of the initial one. */
  readonly finalShare: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly warmupEpochs: number;
  /** Where the learning rate of biases starts; it falls to the others' during warm-up. */
  readonly warmupBiasLearningRate: number;
  readonly epochs: number;
  readonly batch: number;
  readonly nominalBatch: number;
  readonly batchesPerEpoch: number;
};

export type ScheduleMoment = {
  readonly learningRates: Readonly<Record<ParameterGroup, number>>;
  readonly momentum: number;
  /** Weight decay of the kernels, scaled to the accumulated batch. */
  readonly weightDecay: number;
  /** Batches whose gradients are added up before a step. */
  readonly accumulate: number;
};

/** Batches of an epoch: every picture once, the last batch filled up. */
export function batchesPerEpoch(trainImages: number, batch: number): number {
  return Math.ceil(trainImages / batch);
}

/** The settings of a run from its parameters, what `auto` came to for them, and the number of its training images. */
export function scheduleSettings(
  { train }: Params,
  optimizer: ResolvedOptimizer,
  trainImages: number,
): ScheduleSettings {
  return {
    kind: optimizer.optimizer,
    initialLearningRate: optimizer.lr0,
    finalShare: train.lrf,
    momentum: optimizer.momentum,
    weightDecay: train.weight_decay,
    warmupEpochs: train.warmup_epochs,
    warmupBiasLearningRate: optimizer.warmupBiasLr,
    epochs: train.epochs,
    batch: train.batch,
    nominalBatch: optimizer.nominalBatch,
    batchesPerEpoch: batchesPerEpoch(trainImages, train.batch),
  };
}

const warmupMomentum = 0.8;

/** Batches of warm-up: the epochs asked for, at least 100 batches; 0 epochs: none. Source: the family's trainer. */
export function warmupBatches({ warmupEpochs, batchesPerEpoch }: ScheduleSettings): number {
  return warmupEpochs > 0 ? Math.max(roundHalfToEven(warmupEpochs * batchesPerEpoch), 100) : -1;
}

/**
 * Learning rates and the rest at one batch, as the family's trainer: linear decay by epoch from 1 to `finalShare`; during warm-up
 * kernels and norms rise from 0, biases fall from their own start, SGD's momentum rises from 0.8, and the accumulated batches grow
 * from 1 to nominal / batch. `epoch` and `batchInEpoch` count from 0. `rateFactor` multiplies every learning rate.
 */
export function scheduleAt(
  settings: ScheduleSettings,
  epoch: number,
  batchInEpoch: number,
  rateFactor = 1,
): ScheduleMoment {
  const { kind, initialLearningRate, finalShare, momentum, epochs, batch, nominalBatch, batchesPerEpoch } = settings;
  const fullAccumulate = Math.max(roundHalfToEven(nominalBatch / batch), 1);
  const weightDecay = (settings.weightDecay * batch * fullAccumulate) / nominalBatch;
  const target = rateFactor * initialLearningRate * (Math.max(1 - epoch / epochs, 0) * (1 - finalShare) + finalShare);
  const position = epoch * batchesPerEpoch + batchInEpoch;
  const length = warmupBatches(settings);
  if (position > length) {
    return {
      learningRates: { kernels: target, norms: target, biases: target },
      momentum,
      weightDecay,
      accumulate: fullAccumulate,
    };
  }
  const share = length > 0 ? position / length : 1;
  const between = (from: number, to: number) => from + (to - from) * share;
  const rising = between(0, target);
  return {
    learningRates: {
      kernels: rising,
      norms: rising,
      biases: between(rateFactor * settings.warmupBiasLearningRate, target),
    },
    // AdamW has betas, which the family leaves alone.
    momentum: kind === 'SGD' ? between(warmupMomentum, momentum) : momentum,
    weightDecay,
    accumulate: Math.max(1, roundHalfToEven(between(1, nominalBatch / batch))),
  };
}

/**
 * The kernels' learning rate that the parameters plan for the batch after which `at` epochs are done: of the batch that ends there, as the
 * trainer says it. `at` above 0, up to `settings.epochs`.
 */
export function plannedLearningRate(settings: ScheduleSettings, at: number): number {
  const { batchesPerEpoch: batches, epochs } = settings;
  const position = Math.min(Math.max(Math.round(at * batches) - 1, 0), epochs * batches - 1);
  return scheduleAt(settings, Math.floor(position / batches), position % batches).learningRates.kernels;
}
