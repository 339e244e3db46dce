export type SgdStep = {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Multiplies the gradient before everything else: the clip's factor. */
  readonly gradientScale: number;
};

/**
 * One step of stochastic gradient descent with Nesterov momentum on `start..end`, in place, as torch.optim.SGD(nesterov=True):
 * g = scale * gradient + decay * w; v = momentum * v + g; w -= lr * (g + momentum * v). A velocity of zeros is torch's first step.
 */
export function stepSgd(
  weights: Float32Array,
  velocity: Float32Array,
  gradient: Float32Array,
  start: number,
  end: number,
  { learningRate, momentum, weightDecay, gradientScale }: SgdStep,
): void {
  for (let index = start; index < end; index++) {
    const weight = weights[index]!;
    const slope = gradient[index]! * gradientScale + weightDecay * weight;
    const speed = momentum * velocity[index]! + slope;
    velocity[index] = speed;
    weights[index] = weight - learningRate * (slope + momentum * speed);
  }
}
