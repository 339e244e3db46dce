import type { MachineSample, RunEpoch, RunProgress, RunStep } from '../../../../shared/domain/run-progress.ts';
import type { Losses } from '../../../../shared/domain/training-event.ts';
import type { Line, LineLook } from '../../../charts/index.ts';

export type LossName = keyof Losses;

/** Training loss by epoch, with the steps of the first one until there are two; validation loss where an epoch was validated. */
export function lossLines({ epochs, steps }: RunProgress, name: LossName): Line[] {
  const train =
    epochs.length < 2
      ? steps.map(({ at, losses }) => ({ x: at, y: losses[name] }))
      : epochs.map(({ epoch, losses }) => ({ x: epoch, y: losses[name] }));
  const val = validated(epochs).map(({ epoch, validation }) => ({ x: epoch, y: validation.losses[name] }));
  return [
    { name: 'train', look: 'one', points: train },
    ...(val.length > 0 ? [{ name: 'val', look: 'other' as const, points: val }] : []),
  ];
}

export function precisionLines({ epochs }: Pick<RunProgress, 'epochs'>): Line[] {
  const known = validated(epochs);
  return [
    {
      name: 'mAP50',
      look: 'one',
      points: known.map(({ epoch, validation }) => ({ x: epoch, y: validation.map50, ...validation.interval?.map50 })),
    },
    {
      name: 'mAP50-95',
      look: 'other',
      points: known.map(({ epoch, validation }) => ({
        x: epoch,
        y: validation.map50To95,
        ...validation.interval?.map50To95,
      })),
    },
  ];
}

type ValidatedEpoch = RunEpoch & { readonly validation: NonNullable<RunEpoch['validation']> };

export function validated(epochs: readonly RunEpoch[]): readonly ValidatedEpoch[] {
  return epochs.flatMap((epoch) => (epoch.validation ? [{ ...epoch, validation: epoch.validation }] : []));
}

export function speedLine(steps: readonly RunStep[]): Line {
  return {
    name: 'images/s',
    look: 'one',
    points: steps.map(({ at, imagesPerSecond }) => ({ x: at, y: imagesPerSecond })),
  };
}

export function machineLines(
  samples: readonly MachineSample[],
  values: readonly (readonly [name: string, look: LineLook, value: (sample: MachineSample) => number | null])[],
): Line[] {
  return values.map(([name, look, value]) => ({
    name,
    look,
    points: samples.flatMap((sample) => {
      const y = value(sample);
      return y === null ? [] : [{ x: sample.at, y }];
    }),
  }));
}
