import { defaultParams, type Params } from '../../../../shared/formats/params.ts';

/** A quarter of a minute to a minute each on two cores: the network of the demo, half as wide as size n. */
const batch = 16;
const stepsPerTraining = 200;

/** Parameters of one training for so many pictures: the same number of steps whatever the number, no val role, the last epoch counts. */
export function helperParams(trainImages: number): Params {
  const batches = Math.ceil(trainImages / batch);
  return {
    ...defaultParams,
    train: {
      ...defaultParams.train,
      epochs: Math.max(1, Math.ceil(stepsPerTraining / batches)),
      batch,
      nominal_batch: batch,
      width: 0.125,
      imgsz: 192,
      patience: 0,
    },
  };
}

/** Steps of one training: what its time is reckoned from. */
export function helperSteps(trainImages: number): number {
  return helperParams(trainImages).train.epochs * Math.ceil(trainImages / batch);
}
