import type { ScheduleMoment } from '../../../shared/formats/schedule.ts';
import type { NetworkState } from '../network/types.ts';
import { stepAdamw } from './adamw.ts';
import { clipFactor, type Gradients, gradientNorm } from './gradient-clip.ts';
import type { Segment } from './parameter-segments.ts';
import { stepSgd } from './sgd.ts';

type WeightVectors = { readonly decayed: Float32Array; readonly undecayed: Float32Array };

/** What an optimiser remembers between steps; `first` is SGD's velocity or AdamW's first moment. Changed in place. */
export type OptimiserState =
  | { readonly kind: 'SGD'; readonly first: WeightVectors; stepCount: number }
  | { readonly kind: 'AdamW'; readonly first: WeightVectors; readonly second: WeightVectors; stepCount: number };

export function freshOptimiser(kind: 'SGD' | 'AdamW', state: NetworkState): OptimiserState {
  const zeros = (): WeightVectors => ({
    decayed: new Float32Array(state.decayed.length),
    undecayed: new Float32Array(state.undecayed.length),
  });
  return kind === 'SGD'
    ? { kind, first: zeros(), stepCount: 0 }
    : { kind, first: zeros(), second: zeros(), stepCount: 0 };
}

/**
 * Clips the gradient at norm 10, then steps every segment; weights and optimiser change in place. Returns the norm before the clip.
 * A norm that is not finite changes nothing, so that the caller can go back.
 */
export function optimise(
  weights: NetworkState,
  gradients: Gradients,
  optimiser: OptimiserState,
  segments: readonly Segment[],
  moment: ScheduleMoment,
): number {
  const norm = gradientNorm(gradients, segments);
  if (!Number.isFinite(norm)) return norm;
  const gradientScale = clipFactor(norm);
  optimiser.stepCount += 1;
  for (const { vector, group, start, end } of segments) {
    const step = {
      learningRate: moment.learningRates[group],
      momentum: moment.momentum,
      weightDecay: group === 'kernels' ? moment.weightDecay : 0,
      gradientScale,
    };
    if (optimiser.kind === 'SGD') {
      stepSgd(weights[vector], optimiser.first[vector], gradients[vector], start, end, step);
    } else {
      stepAdamw(weights[vector], optimiser.first[vector], optimiser.second[vector], gradients[vector], start, end, {
        ...step,
        stepCount: optimiser.stepCount,
      });
    }
  }
  return norm;
}
