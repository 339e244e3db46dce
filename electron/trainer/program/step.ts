import { type ScheduleMoment, type ScheduleSettings, scheduleAt } from '../../../shared/formats/schedule.ts';
import { hasPending, type TrainingState } from '../checkpoint/training-state.ts';
import type { Batch } from '../data/batch.ts';
import { accumulate } from '../optimise/gradient-clip.ts';
import { average, averageDecay } from '../optimise/moving-average.ts';
import { optimise } from '../optimise/optimiser.ts';
import type { Segment } from '../optimise/parameter-segments.ts';
import type { StepResult, TrainingRun } from './sessions.ts';

/** New share of a batch in the running statistics of the norms, the family's momentum. */
const statisticsMomentum = 0.03;

export type StepOutcome = {
  readonly isFinite: boolean;
  readonly losses: StepResult['losses'];
  /** Null where the gradient was only added up. */
  readonly gradientNorm: number | null;
  readonly moment: ScheduleMoment;
};

/**
 * One batch: runs the graph, then statistics, gradient, clip, optimiser and average in typed arrays, in place, and moves `progress` on. A
 * step that is not finite changes nothing but what the checkpoint can bring back.
 */
export async function takeStep(
  state: TrainingState,
  batch: Batch,
  run: TrainingRun,
  segments: readonly Segment[],
  settings: ScheduleSettings,
): Promise<StepOutcome> {
  const { progress, pending, weights, averaged } = state;
  const moment = scheduleAt(settings, progress.epoch, progress.batchInEpoch, progress.rateFactor);
  const result = await run(batch, weights);
  const { losses, batchStatistics } = result;
  const failed = { isFinite: false, losses, gradientNorm: null, moment };
  if (!Number.isFinite(losses.box + losses.class + losses.distribution)) return failed;

  let gradients = { decayed: result.decayedGradient, undecayed: result.undecayedGradient };
  const wasPending = hasPending(progress);
  const isUpdate = progress.position - progress.lastUpdateAt >= moment.accumulate;
  if (wasPending || !isUpdate) {
    accumulate(pending.decayed, gradients.decayed);
    accumulate(pending.undecayed, gradients.undecayed);
    gradients = pending;
  }
  let gradientNorm: number | null = null;
  if (isUpdate) {
    gradientNorm = optimise(weights, gradients, state.optimiser, segments, moment);
    if (!Number.isFinite(gradientNorm)) return failed;
    pending.decayed.fill(0);
    pending.undecayed.fill(0);
  }
  average(weights.statistics, batchStatistics, 1 - statisticsMomentum);
  const averageUpdates = progress.averageUpdates + (isUpdate ? 1 : 0);
  if (isUpdate) {
    const decay = averageDecay(averageUpdates);
    average(averaged.decayed, weights.decayed, decay);
    average(averaged.undecayed, weights.undecayed, decay);
    average(averaged.statistics, weights.statistics, decay);
  }
  const [box, classLoss, distribution] = progress.lossSums as [number, number, number];
  state.progress = {
    ...progress,
    batchInEpoch: progress.batchInEpoch + 1,
    position: progress.position + 1,
    lastUpdateAt: isUpdate ? progress.position : progress.lastUpdateAt,
    averageUpdates,
    lossSums: [box + losses.box, classLoss + losses.class, distribution + losses.distribution],
  };
  return { isFinite: true, losses, gradientNorm, moment };
}
