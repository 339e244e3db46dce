import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { killPoint } from '../../platform/index.ts';
import { flatLength, networkLayout } from '../network/layout.ts';
import { readLast, writeLast } from './checkpoint-files.ts';
import { memoryMb } from './clock.ts';
import { endEpoch } from './end-epoch.ts';
import { workLeft } from './plan.ts';
import { writeResultsFile } from './results-file.ts';
import { freshState, type Run } from './start-run.ts';
import { type StepOutcome, takeStep } from './step.ts';

/** At most this often are batches reported; the first ones, by which two starts can be compared, and the last of an epoch always. */
const batchEventMs = 500;
const firstBatches = 20;

/**
 * Trains until the last epoch, until nothing improves any more, or until asked to stop. What the `epoch` event says is on the disk
 * when it is said; a kill at any moment loses at most the epoch under way, which a resume repeats with the same batches.
 */
export async function train(run: Run): Promise<Result<'finished' | 'stopped'>> {
  emitStarted(run);
  if (run.isResumed) writeResultsFile(run.paths.results, run.state.progress.history);
  killPoint('train.started');
  let since = performance.now();
  let reportedAt = Number.NEGATIVE_INFINITY;
  const countTime = () => {
    const now = performance.now();
    run.state.progress.elapsedSeconds += (now - since) / 1000;
    since = now;
  };
  while (!run.state.progress.isComplete) {
    const { epoch, batchInEpoch } = run.state.progress;
    if (batchInEpoch === run.plan.batchesPerEpoch) {
      killPoint('train.epoch-end');
      await endEpoch(run, countTime);
      killPoint('train.epoch-said');
      continue;
    }
    if (run.stop.isRequested) {
      countTime();
      return stopped(run);
    }
    const batch = await run.upcoming.take({ epoch, batchInEpoch });
    const before = performance.now();
    const outcome = await takeStep(run.state, batch, run.step, run.segments, run.plan.schedule);
    killPoint('train.batch');
    if (!outcome.isFinite) {
      const back = goBack(run);
      if (!back.ok) return back;
      continue;
    }
    const now = performance.now();
    run.clock.addStep(now - before);
    const isFirst = run.state.progress.position <= firstBatches;
    if (isFirst || now - reportedAt >= batchEventMs || batchInEpoch + 1 === run.plan.batchesPerEpoch) {
      reportedAt = now;
      emitBatch(run, epoch, batchInEpoch, outcome);
    }
    // The runtime holds the thread during a step; here a stop request can come in.
    await turn();
  }
  return success('finished');
}

function stopped(run: Run): Result<'stopped'> {
  const { paths, frame, state, emit } = run;
  writeLast(paths, frame, state);
  const { epoch, batchInEpoch } = state.progress;
  emit({ event: 'saved', kind: 'last', epoch, path: paths.last });
  emit({ event: 'stopped', epoch: epoch + 1, batch: batchInEpoch });
  return success('stopped');
}

/**
 * After a step that is not finite: back to the last checkpoint (or the start) with half the learning rate, which is kept for the rest
 * of the run. The third time the training ends: something other than bad luck is wrong.
 */
function goBack(run: Run): Result<void> {
  const { paths, frame, plan, jobHash, emit } = run;
  const { epoch, batchInEpoch, rateFactor, elapsedSeconds } = run.state.progress;
  const where = `epoch ${epoch + 1}, batch ${batchInEpoch + 1}`;
  if (rateFactor < 0.5) {
    return failure(
      'training-failed',
      `The losses are no longer finite numbers (${where}), also with a quarter of the learning rate. The checkpoints up to there are kept; start a new run with a lower train.lr0, or check the labels.`,
    );
  }
  const last = readLast(paths, frame, jobHash);
  if (!last.ok) return last;
  const state = last.value ?? freshState(frame, plan, jobHash);
  state.progress = { ...state.progress, rateFactor: rateFactor / 2, elapsedSeconds };
  writeLast(paths, frame, state);
  run.state = state;
  const sentence = `The losses were no longer finite numbers (${where}). The training goes on from the last checkpoint, epoch ${state.progress.epoch + 1}, with half the learning rate.`;
  emit({ event: 'note', sentence });
  return success(undefined);
}

function emitStarted({ job, plan, frame, state, clock, isResumed, emit }: Run): void {
  const { epoch, batchInEpoch } = state.progress;
  const whole = networkLayout(frame.config);
  emit({
    event: 'started',
    runId: job.runId,
    resumed: isResumed,
    firstEpoch: Math.min(epoch + 1, plan.epochs),
    epochs: plan.epochs,
    batchesPerEpoch: plan.batchesPerEpoch,
    batch: plan.batch,
    trainImages: plan.trainImages,
    valImages: plan.valImages,
    networkInput: plan.network,
    parameterCount: flatLength(whole.decayed) + flatLength(whole.undecayed),
    trainedParameterCount: flatLength(frame.trained.decayed) + flatLength(frame.trained.undecayed),
    threads: plan.threads,
    validationEveryEpochs: plan.validationEveryEpochs,
    estimatedSeconds: clock.remainingSeconds(...workLeft(plan, epoch, batchInEpoch)),
  });
}

function emitBatch({ plan, clock, emit }: Run, epoch: number, batchInEpoch: number, outcome: StepOutcome): void {
  emit({
    event: 'batch',
    epoch: epoch + 1,
    epochs: plan.epochs,
    batch: batchInEpoch + 1,
    batches: plan.batchesPerEpoch,
    losses: outcome.losses,
    learningRate: outcome.moment.learningRates.kernels,
    gradientNorm: outcome.gradientNorm,
    imagesPerSecond: clock.imagesPerSecond(plan.batch),
    memoryMb: memoryMb(),
    remainingSeconds: clock.remainingSeconds(...workLeft(plan, epoch, batchInEpoch + 1)),
  });
}
