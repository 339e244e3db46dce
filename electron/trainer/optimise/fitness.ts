/** One number by which the best epoch is chosen: 0.1 * mAP50 + 0.9 * mAP50-95, as the family's detectors weigh them. */
export function fitness(map50: number, map50To95: number): number {
  return 0.1 * map50 + 0.9 * map50To95;
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
