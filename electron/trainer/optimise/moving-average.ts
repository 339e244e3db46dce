/**
 * Decay of the weights' moving average at the n-th update (from 1): 0.9999 * (1 - exp(-n / tau)), the family's ramp. The family's
 * tau is 2000.
 */
export function averageDecay(update: number, tau = 2000): number {
  return 0.9999 * (1 - Math.exp(-update / tau));
}

/** average = decay * average + (1 - decay) * values, in place; for weights and running statistics alike. */
export function average(running: Float32Array, values: Float32Array, decay: number): void {
  const share = 1 - decay;
  for (let index = 0; index < running.length; index++) {
    running[index] = decay * running[index]! + share * values[index]!;
  }
}
