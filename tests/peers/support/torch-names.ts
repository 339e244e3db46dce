import type { NetworkConfig } from '../../../electron/trainer/network/index.ts';
import type { ScheduleSettings } from '../../../shared/formats/schedule.ts';

/** Our nouns under the names of `plugsight_torch`'s named tuples. */
export function torchNetwork({ width, depth, classCount, inputChannels }: NetworkConfig) {
  return { width, depth, class_count: classCount, input_channels: inputChannels };
}

/** `averageTau`: updates over which the weights' average ramps up. */
export function torchRecipe(settings: ScheduleSettings, averageTau = 2000) {
  return {
    optimizer: settings.kind,
    lr0: settings.initialLearningRate,
    lrf: settings.finalShare,
    momentum: settings.momentum,
    weight_decay: settings.weightDecay,
    warmup_epochs: settings.warmupEpochs,
    nominal_batch: settings.nominalBatch,
    batch: settings.batch,
    epochs: settings.epochs,
    steps_per_epoch: settings.batchesPerEpoch,
    warmup_bias_lr: settings.warmupBiasLearningRate,
    ema_tau: averageTau,
  };
}
