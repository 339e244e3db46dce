/** One number by which the best epoch is chosen: 0.1 * mAP50 + 0.9 * mAP50-95, as the family's detectors weigh them. */
export function fitness(map50: number, map50To95: number): number {
  return 0.1 * map50 + 0.9 * map50To95;
}

/** Validations over which the fitness is averaged. */
const window = 9;

/**
 * The fitness an epoch is judged by: the mean of its own and of the validations before it, nine at most, oldest first. A val role of some
 * dozen pictures is noisy, and the highest of hundreds of noisy figures belongs to a lucky epoch: in one training of the demo, 48 val
 * pictures, a single figure chose epoch 94 of 167 and the mean would have chosen 161. Nine is a guess; no other window was compared on
 * pictures that had not been looked at.
 */
export function steadyFitness(fitnesses: readonly number[]): number {
  const recent = fitnesses.slice(-window);
  return recent.reduce((sum, value) => sum + value, 0) / recent.length;
}

/** Best figure so far and the epoch (from 0) it came from. */
export type BestFigure = { readonly fitness: number; readonly epoch: number };

/**
 * The better of both, later epochs winning only when strictly better, and as long as nothing was found at all (fitness 0), so that
 * the best checkpoint is never the untrained start. Source: the family's early stopping.
 */
export function betterFigure(best: BestFigure | null, candidate: BestFigure): BestFigure {
  return best === null || best.fitness === 0 || candidate.fitness > best.fitness ? candidate : best;
}

/** Has nothing improved for `patience` epochs? 0 switches early stopping off. */
export function isOutOfPatience(best: BestFigure, epoch: number, patience: number): boolean {
  return patience > 0 && epoch - best.epoch >= patience;
}
