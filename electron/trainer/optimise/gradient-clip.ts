import type { Segment } from './parameter-segments.ts';

export type Gradients = { readonly decayed: Float32Array; readonly undecayed: Float32Array };

export const maximumGradientNorm = 10;

/** Euclidean norm over all trained elements, summed in float64: one float32 sum over millions of squares is off by 4e-5. */
export function gradientNorm(gradients: Gradients, segments: readonly Segment[]): number {
  let sum = 0;
  for (const { vector, start, end } of segments) {
    const values = gradients[vector];
    for (let index = start; index < end; index++) {
      const value = values[index]!;
      sum += value * value;
    }
  }
  return Math.sqrt(sum);
}

/** Factor that brings a gradient of this norm to at most `maximum`; as torch.nn.utils.clip_grad_norm_, the 1e-6 included. */
export function clipFactor(norm: number, maximum: number = maximumGradientNorm): number {
  return Math.min(1, maximum / (norm + 1e-6));
}

/** Adds `addend` to `sum` in place: gradients of several batches up to the nominal batch. */
export function accumulate(sum: Float32Array, addend: Float32Array): void {
  for (let index = 0; index < sum.length; index++) sum[index]! += addend[index]!;
}
