import type { RunSummary } from '../../../shared/contract/runs.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { TrainingEvent } from '../../../shared/domain/training-event.ts';
import { killPoint } from '../../platform/index.ts';
import { startTraining } from '../../trainer/index.ts';
import type { JobControl } from '../jobs/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { logMachine } from './machine-log.ts';
import { updateRun } from './run-rows.ts';
import { whileStoppable } from './under-way.ts';

/** A trainer that dies without a word is started again this often; a checkpoint older than the one before means it does not help. */
const restartsAtMost = 2;

/** Runs the trainer on a run's folder until it has ended, tells the job what it says, and writes the run's row. */
export async function superviseTraining(
  workspace: Workspace,
  run: RunSummary,
  control: JobControl,
): Promise<Result<RunSummary>> {
  let position: number | null = null;
  const endLog = logMachine(run.folder, () => position);
  const heard = (event: TrainingEvent) => {
    if (event.event === 'batch') position = event.epoch - 1 + event.batch / event.batches;
    reportEvent(control, event);
  };
  try {
    return await whileStoppable(workspace, run.id, control.signal, (signal) =>
      supervise(workspace, run, heard, signal),
    );
  } finally {
    endLog();
  }
}

async function supervise(
  workspace: Workspace,
  run: RunSummary,
  heard: (event: TrainingEvent) => void,
  signal: AbortSignal,
): Promise<Result<RunSummary>> {
  let current = run;
  let epochsSeen = 0;
  for (let restarts = 0; ; restarts++) {
    const training = startTraining(run.folder);
    killPoint('train.spawned');
    const stop = () => training.stop();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const epochsBefore = epochsSeen;
    for await (const event of training.events) {
      current = withEvent(current, event);
      heard(event);
      if (event.event === 'epoch') epochsSeen = event.figures.epoch;
      if (event.event === 'epoch') killPoint('train.epoch-heard');
    }
    const outcome = await training.exited;
    signal.removeEventListener('abort', stop);
    killPoint('train.trainer-ended');
    const finishedAt = new Date().toISOString();
    switch (outcome.kind) {
      case 'finished':
        current = { ...current, state: 'finished', finishedAt };
        updateRun(workspace, current);
        killPoint('train.run-finished');
        return success(current);
      case 'stopped':
        updateRun(workspace, { ...current, state: 'stopped', finishedAt });
        return failure(
          'cancelled',
          `The training ${run.id} was stopped and saved. Go on with: plugsight train --resume ${run.id}`,
        );
      case 'failed':
        // A full disk is no fault of the run: with room again it goes on.
        current = { ...current, state: outcome.problem.code === 'disk-full' ? 'interrupted' : 'failed', finishedAt };
        updateRun(workspace, { ...current, problem: outcome.problem });
        return { ok: false, problem: outcome.problem };
      case 'crashed':
        if (restarts < restartsAtMost && !signal.aborted && (restarts === 0 || epochsSeen > epochsBefore)) {
          workspace.log.problem(
            'trainer',
            `The trainer of ${run.id} ended by itself. It is started again from its last checkpoint.`,
            { run: run.id, after: outcome.problem.sentence },
          );
          continue;
        }
        updateRun(workspace, { ...current, state: 'interrupted', finishedAt, problem: outcome.problem });
        return { ok: false, problem: outcome.problem };
      default:
        return assertNever(outcome);
    }
  }
}

function withEvent(run: RunSummary, event: TrainingEvent): RunSummary {
  switch (event.event) {
    case 'note':
      return run.notes.includes(event.sentence) ? run : { ...run, notes: [...run.notes, event.sentence] };
    case 'finished':
      return {
        ...run,
        epochs: event.epochs,
        bestEpoch: event.bestEpoch,
        valMap50: event.best.validation?.map50 ?? null,
        valMap5095: event.best.validation?.map50To95 ?? null,
        imagesPerSecond: event.imagesPerSecond,
        peakMemoryMb: event.peakMemoryMb,
        trainingSeconds: event.elapsedSeconds,
      };
    default:
      return run;
  }
}

function reportEvent(control: JobControl, event: TrainingEvent): void {
  if (event.event === 'started') {
    control.report({
      activity: `training, about ${Math.max(1, Math.round(event.estimatedSeconds / 60))} min expected`,
      done: event.firstEpoch - 1,
      total: event.epochs,
      unit: 'epochs',
      remainingSeconds: event.estimatedSeconds,
    });
  } else if (event.event === 'batch') {
    control.report({
      activity: 'training',
      // An epoch is done when it is validated and saved, not with its last batch.
      done: event.epoch - 1 + event.batch / (event.batches + 1),
      total: event.epochs,
      remainingSeconds: event.remainingSeconds,
    });
  } else if (event.event === 'epoch') {
    const { losses, validation } = event.figures;
    control.report({
      activity: 'training',
      done: event.figures.epoch,
      total: event.epochs,
      remainingSeconds: event.remainingSeconds,
      figures: {
        box: losses.box,
        class: losses.class,
        dfl: losses.distribution,
        ...(validation ? { 'val mAP50': validation.map50 } : {}),
        'images/s': event.imagesPerSecond,
      },
    });
  }
}
