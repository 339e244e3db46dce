import { networkLayout } from '../../../electron/trainer/network/index.ts';
import { planTraining, type TrainingPlan } from '../../../electron/trainer/program/plan.ts';
import { type TrainingJob, trainingJobSchema } from '../../../shared/domain/training-job.ts';
import { checkParams } from '../../../shared/formats/params.ts';
import { randomBatch } from '../../peers/support/random-batch.ts';

/** What both warm sides are told; written as JSON. */
export type SpeedCase = {
  readonly batch: number;
  /** Modules 0 to 9 keep their weights, their norms use stored statistics. */
  readonly isFrozen: boolean;
  readonly threads: number;
};

const sourceSize = { widthPx: 320, heightPx: 256 };
export const seed = 1;

/** The plan of an ordinary run at 320x256, size n, one class, one grey channel, as the trainer would make it. */
export function speedPlan({ batch, isFrozen, threads }: SpeedCase): TrainingPlan {
  const params = checkParams({
    train: {
      imgsz: 320,
      width: 0.25,
      depth: 0.33,
      batch,
      nominal_batch: batch,
      optimizer: 'SGD',
      seed,
      threads,
      freeze: isFrozen ? 10 : 0,
    },
  });
  if (!params.ok) throw new Error(params.problem.sentence);
  const image = { imageId: 'a', role: 'train', path: 'a.png', sourceSize, boxes: [] };
  const job: TrainingJob = trainingJobSchema.parse({
    schemaVersion: 1,
    runId: 'trainer-speed',
    params: params.value,
    classes: ['plug'],
    preparation: { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] },
    images: Array.from({ length: batch * 100 }, () => image),
    startWeightsPath: null,
  });
  return planTraining(job, params.value);
}

/** The one batch that is trained on again and again; pictures of structure and noise with 2 to 8 boxes. */
export function speedBatch({ batch, config, network }: TrainingPlan) {
  const shape = { batch, channels: config.inputChannels, ...network, classCount: config.classCount };
  return randomBatch({ ...shape, boxCounts: [4, 8, 2, 6] }, seed);
}

export function parameterCount({ config }: TrainingPlan): number {
  const { decayed, undecayed } = networkLayout(config);
  return [...decayed, ...undecayed].reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}
