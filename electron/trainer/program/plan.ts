import { availableParallelism } from 'node:os';
import type { Size } from '../../../shared/domain/size.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { type ResolvedOptimizer, resolveOptimizer } from '../../../shared/formats/optimizer.ts';
import { brightnessGain, type Params } from '../../../shared/formats/params.ts';
import { type ScheduleSettings, scheduleSettings } from '../../../shared/formats/schedule.ts';
import type { AugmentationLimits } from '../augment/draw.ts';
import { jobNetworkSize } from '../data/network-size.ts';
import type { NetworkConfig } from '../network/types.ts';

/** All that a job and its parameters decide before the first step; the same job gives the same plan on every machine, threads apart. */
export type TrainingPlan = {
  readonly config: NetworkConfig;
  readonly network: Size;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly threads: number;
  readonly patience: number;
  readonly batchesPerEpoch: number;
  readonly trainImages: number;
  readonly valImages: number;
  readonly validationEveryEpochs: number;
  readonly frozenModules: readonly number[];
  readonly optimizer: ResolvedOptimizer;
  readonly schedule: ScheduleSettings;
  readonly limits: AugmentationLimits;
};

/** A forward pass costs about a third of a training step, so this many validation pictures cost what one training picture does. */
const validationPicturesPerTrainingPicture = 2.5;
const validationShare = 0.1;

/** The part of a job that a plan asks for: of its images only role and size. */
export type PlannedJob = Pick<TrainingJob, 'classes' | 'preparation'> & {
  readonly images: readonly Pick<TrainingJob['images'][number], 'role' | 'sourceSize'>[];
};

export function planTraining(job: PlannedJob, params: Params): TrainingPlan {
  const { train, augment } = params;
  const trainImages = job.images.filter(({ role }) => role === 'train').length;
  const valImages = job.images.length - trainImages;
  const optimizer = resolveOptimizer(params, { imageCount: trainImages, classCount: job.classes.length });
  const schedule = scheduleSettings(params, optimizer, trainImages);
  const perEpoch = schedule.batchesPerEpoch;
  return {
    config: { width: train.width, depth: train.depth, classCount: job.classes.length, inputChannels: 1 },
    network: jobNetworkSize(job, train.imgsz),
    batch: train.batch,
    epochs: train.epochs,
    seed: train.seed,
    threads: train.threads === 'auto' ? availableParallelism() : train.threads,
    patience: train.patience,
    batchesPerEpoch: perEpoch,
    trainImages,
    valImages,
    validationEveryEpochs: validationInterval(perEpoch * train.batch, valImages),
    frozenModules:
      typeof train.freeze === 'number' ? Array.from({ length: train.freeze }, (_, module) => module) : train.freeze,
    optimizer,
    schedule,
    limits: { ...augment, brightness: brightnessGain(augment.brightness, job.preparation.fit) },
  };
}

/**
 * Every how many epochs to validate so that it costs about a tenth of the training. Decided by counts, not by the clock: which epoch is
 * the best must not depend on how busy the machine was.
 */
export function validationInterval(trainPictures: number, valPictures: number): number {
  return Math.max(1, Math.ceil(valPictures / validationPicturesPerTrainingPicture / (validationShare * trainPictures)));
}

/** The last epoch is always validated. */
export function isValidated(epoch: number, { validationEveryEpochs, epochs }: TrainingPlan): boolean {
  return (epoch + 1) % validationEveryEpochs === 0 || epoch === epochs - 1;
}

/** Steps and validations left, when `batchInEpoch` batches of `epoch` are done. */
export function workLeft(
  plan: TrainingPlan,
  epoch: number,
  batchInEpoch: number,
): [steps: number, validations: number] {
  let validations = 0;
  for (let later = epoch; later < plan.epochs; later++) if (isValidated(later, plan)) validations += 1;
  return [(plan.epochs - epoch) * plan.batchesPerEpoch - batchInEpoch, plan.valImages > 0 ? validations : 0];
}
