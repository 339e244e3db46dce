import { performance } from 'node:perf_hooks';
import type { EpochFigures } from '../../../shared/domain/training-event.ts';
import { scheduleAt } from '../../../shared/formats/schedule.ts';
import { wholeState } from '../checkpoint/training-state.ts';
import { type BestFigure, betterFigure, fitness, isOutOfPatience, steadyFitness } from '../optimise/fitness.ts';
import { validate } from '../validation/validate.ts';
import { writeBest, writeLast } from './checkpoint-files.ts';
import { peakMemoryMb } from './clock.ts';
import { isValidated, workLeft } from './plan.ts';
import { writeResultsFile } from './results-file.ts';
import type { Run } from './start-run.ts';

/**
 * Validates when it is due, then saves: best before last, so that a kill between the two repeats the epoch and writes the same best
 * again; `results.csv` after, from the history in the checkpoint; the event at the end.
 */
export async function endEpoch(run: Run, countTime: () => void): Promise<void> {
  const { paths, plan, frame, job, clock, emit } = run;
  const { epoch, lossSums } = run.state.progress;
  const validation = isValidated(epoch, plan) ? await timedValidation(run) : null;
  countTime();
  const { progress } = run.state;
  const [box, classLoss, distribution] = lossSums.map((sum) => sum / plan.batchesPerEpoch) as [number, number, number];
  const figures: EpochFigures = {
    epoch: epoch + 1,
    elapsedSeconds: progress.elapsedSeconds,
    losses: { box, class: classLoss, distribution },
    learningRates: scheduleAt(plan.schedule, epoch, plan.batchesPerEpoch - 1, progress.rateFactor).learningRates,
    validation,
  };
  const history = [...progress.history, figures];
  const best = validation ? betterFigure(progress.best, { fitness: fitnessOf(history), epoch }) : progress.best;
  const isBest = best?.epoch === epoch;
  run.state.progress = {
    ...progress,
    epoch: epoch + 1,
    batchInEpoch: 0,
    lossSums: [0, 0, 0],
    best,
    history,
    isComplete: epoch + 1 === plan.epochs || isEarlyEnd(best, epoch, plan.patience),
  };
  if (isBest) writeBest(paths, frame, run.state, job, epoch + 1);
  writeLast(paths, frame, run.state);
  writeResultsFile(paths.results, run.state.progress.history);
  if (isBest) emit({ event: 'saved', kind: 'best', epoch: epoch + 1, path: paths.best });
  emit({ event: 'saved', kind: 'last', epoch: epoch + 1, path: paths.last });
  emit({
    event: 'epoch',
    epochs: plan.epochs,
    figures,
    isBest,
    imagesPerSecond: clock.imagesPerSecond(plan.batch),
    peakMemoryMb: peakMemoryMb(),
    remainingSeconds: clock.remainingSeconds(...workLeft(plan, epoch + 1, 0)),
  });
}

function fitnessOf(history: readonly EpochFigures[]): number {
  return steadyFitness(
    history.flatMap(({ validation }) => (validation ? [fitness(validation.map50, validation.map50To95)] : [])),
  );
}

async function timedValidation({ job, plan, source, evaluation, frame, state, clock }: Run) {
  const before = performance.now();
  const figures = await validate(job, plan.network, plan.batch, source, evaluation(wholeState(frame, state.averaged)));
  clock.addValidation(performance.now() - before);
  return figures;
}

function isEarlyEnd(best: BestFigure | null, epoch: number, patience: number): boolean {
  return best !== null && isOutOfPatience(best, epoch, patience);
}
