import type { EpochFigures } from '../../../shared/domain/training-event.ts';
import { type ResultsRow, writeResults } from '../../../shared/formats/results-csv.ts';
import { atomicWrite } from '../../platform/index.ts';

/**
 * `results.csv` is written whole from the history that the checkpoint holds, so no kill can leave a row out, twice or half. Epochs that
 * were not validated leave their fields empty. Groups as the family numbers them: biases, kernels, norms.
 */
export function writeResultsFile(path: string, history: readonly EpochFigures[]): void {
  atomicWrite(path, writeResults(history.map(rowOf)), { stage: 'train.results' });
}

function rowOf({ epoch, elapsedSeconds, losses, learningRates, validation }: EpochFigures): ResultsRow {
  return {
    epoch,
    timeS: elapsedSeconds,
    trainBoxLoss: losses.box,
    trainClassLoss: losses.class,
    trainDflLoss: losses.distribution,
    precision: validation?.precision ?? null,
    recall: validation?.recall ?? null,
    map50: validation?.map50 ?? null,
    map50To95: validation?.map50To95 ?? null,
    valBoxLoss: validation?.losses.box ?? null,
    valClassLoss: validation?.losses.class ?? null,
    valDflLoss: validation?.losses.distribution ?? null,
    learningRates: [learningRates.biases, learningRates.kernels, learningRates.norms],
  };
}
