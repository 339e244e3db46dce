import { roundHalfToEven } from '../../../shared/geometry/rounding.ts';
import type { ParameterGroup } from './parameter-segments.ts';

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
