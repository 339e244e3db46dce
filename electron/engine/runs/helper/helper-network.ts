import { defaultParams, type Params } from '../../../../shared/formats/params.ts';

/** What a helper's training costs: as many steps whatever the number of pictures. */
export type HelperSize = { readonly steps: number; readonly width: number; readonly imgsz: number };

/** Half a minute to a minute a training on two cores: the network of the demo, half as wide as size n. */
export const usualSize: HelperSize = { steps: 200, width: 0.125, imgsz: 192 };
const batch = 16;

/** Parameters of one training on so many pictures: no val role, so that the last epoch counts and none is chosen by luck. */
export function helperParams(trainImages: number, { steps, width, imgsz }: HelperSize): Params {
  const batches = Math.ceil(trainImages / batch);
  return {
    ...defaultParams,
    train: {
      ...defaultParams.train,
      epochs: Math.max(1, Math.ceil(steps / batches)),
      batch,
      nominal_batch: batch,
      width,
      imgsz,
      patience: 0,
    },
  };
}

/** Steps of one training: what its time is reckoned from. */
export function helperSteps(trainImages: number, size: HelperSize): number {
  return helperParams(trainImages, size).train.epochs * Math.ceil(trainImages / batch);
}
