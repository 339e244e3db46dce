export type AdamwStep = {
  readonly learningRate: number;
  /** beta1; beta2 is 0.999 and epsilon 1e-8, as in torch and in the family. */
  readonly momentum: number;
  readonly weightDecay: number;
  readonly gradientScale: number;
  /** Steps taken so far, this one included: from 1. */
  readonly stepCount: number;
};

export const adamwBeta2 = 0.999;
export const adamwEpsilon = 1e-8;

/** One step of AdamW (decoupled weight decay; Loshchilov and Hutter 2019) on `start..end`, in place, as torch.optim.AdamW. */
export function stepAdamw(
  weights: Float32Array,
  firstMoment: Float32Array,
  secondMoment: Float32Array,
  gradient: Float32Array,
  start: number,
  end: number,
  { learningRate, momentum, weightDecay, gradientScale, stepCount }: AdamwStep,
): void {
  const kept = 1 - learningRate * weightDecay;
  const stepSize = learningRate / (1 - momentum ** stepCount);
  const secondCorrection = 1 / Math.sqrt(1 - adamwBeta2 ** stepCount);
  for (let index = start; index < end; index++) {
    const slope = gradient[index]! * gradientScale;
    const first = momentum * firstMoment[index]! + (1 - momentum) * slope;
    const second = adamwBeta2 * secondMoment[index]! + (1 - adamwBeta2) * slope * slope;
    firstMoment[index] = first;
    secondMoment[index] = second;
    weights[index] =
      weights[index]! * kept - (stepSize * first) / (Math.sqrt(second) * secondCorrection + adamwEpsilon);
  }
}
