import type { LossItems } from './curves.ts';

/** What one side's training gave. */
export type Trained = {
  /** Of the averaged weights after the last epoch, on the val role, formula `coco`. */
  readonly map50: number;
  readonly map50To95: number;
  /** Loss items of the first steps and means of every epoch. */
  readonly firstSteps: readonly LossItems[];
  readonly epochMeans: readonly LossItems[];
  readonly imagesPerSecond: number;
  readonly minutes: number;
  readonly peakMb: number;
};

export const firstStepCount = 5;
