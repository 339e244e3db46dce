import { performance } from 'node:perf_hooks';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { type StateFrame, type TrainingState, wholeState, zerosLike } from '../checkpoint/training-state.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { validationBatches } from '../data/batch-source.ts';
import { copyState, emptyState, networkLayout } from '../network/layout.ts';
import type { NetworkState } from '../network/types.ts';
import { freshOptimiser } from '../optimise/optimiser.ts';
import { parameterSegments, type Segment } from '../optimise/parameter-segments.ts';
import { readLast, readStart } from './checkpoint-files.ts';
import { TrainingClock } from './clock.ts';
import type { EmitEvent } from './event-log.ts';
import type { TrainingPlan } from './plan.ts';
import type { ReadJob, RunFolder } from './run-folder.ts';
import { type EvaluationRun, openEvaluation, openTrainingStep, type TrainingRun } from './sessions.ts';
import type { StopRequest } from './stop-request.ts';
import { UpcomingBatches } from './upcoming-batches.ts';

/** A run that is ready to go on: everything the loop needs. Only `state` changes. */
export type Run = ReadJob & {
  readonly paths: RunFolder;
  readonly plan: TrainingPlan;
  readonly frame: StateFrame;
  readonly segments: readonly Segment[];
  readonly step: TrainingRun;
  readonly evaluation: (state: NetworkState) => EvaluationRun;
  readonly source: BatchSource;
  readonly upcoming: UpcomingBatches;
  readonly clock: TrainingClock;
  readonly emit: EmitEvent;
  readonly stop: StopRequest;
  readonly isResumed: boolean;
  state: TrainingState;
};

/** Opens the two sessions, takes the last checkpoint or the start weights, and times a few steps that change nothing. */
export async function startRun(
  paths: RunFolder,
  read: ReadJob,
  plan: TrainingPlan,
  source: BatchSource,
  emit: EmitEvent,
  stop: StopRequest,
): Promise<Result<Run>> {
  const { job, jobHash } = read;
  const { config, network, batch, frozenModules } = plan;
  const start = readStart(job, config, plan.seed);
  if (!start.ok) return start;
  const { state: base, restarted } = start.value;
  const shape = { batch, ...network };
  const frozen = frozenModules.length > 0 ? { modules: frozenModules, state: base } : undefined;
  const training = await openTrainingStep(config, shape, plan.threads, frozen);
  const evaluation = await openEvaluation(config, shape, plan.threads);
  const frame: StateFrame = { config, trained: training.layout, base };
  const last = readLast(paths, frame, jobHash);
  if (!last.ok) return last;
  if (last.value === null && restarted.length > 0) {
    const sentence = `${restarted.length} tensors of the class branch start at random, because the model to start from has other classes.`;
    emit({ event: 'note', sentence });
  }
  const state = last.value ?? freshState(frame, plan, jobHash);
  const upcoming = new UpcomingBatches(source, plan.batchesPerEpoch);
  const clock = await timeSteps(read, plan, frame, state, upcoming, source, training.run, evaluation);
  return success({
    ...read,
    paths,
    plan,
    frame,
    segments: parameterSegments(training.layout),
    step: training.run,
    evaluation,
    source,
    upcoming,
    clock,
    emit,
    stop,
    isResumed: last.value !== null,
    state,
  });
}

export function freshState(frame: StateFrame, plan: TrainingPlan, jobHash: string): TrainingState {
  const part = () => {
    const state = emptyState(frame.trained);
    copyState({ layout: networkLayout(frame.config), state: frame.base }, { layout: frame.trained, state });
    return state;
  };
  const weights = part();
  return {
    weights,
    averaged: part(),
    optimiser: freshOptimiser(plan.optimizer.optimizer, weights),
    pending: zerosLike(weights),
    progress: {
      jobHash,
      epoch: 0,
      batchInEpoch: 0,
      position: 0,
      lastUpdateAt: -1,
      averageUpdates: 0,
      lossSums: [0, 0, 0],
      elapsedSeconds: 0,
      rateFactor: 1,
      best: null,
      history: [],
      isComplete: false,
    },
  };
}

/** The first call of a session is slower than the rest, so it does not count. */
async function timeSteps(
  { job }: ReadJob,
  plan: TrainingPlan,
  frame: StateFrame,
  state: TrainingState,
  upcoming: UpcomingBatches,
  source: BatchSource,
  step: TrainingRun,
  evaluation: Run['evaluation'],
): Promise<TrainingClock> {
  const { progress, weights, averaged } = state;
  if (progress.isComplete) return new TrainingClock(0, 0);
  const batch = await upcoming.take(progress);
  await step(batch, weights);
  const stepMs = await milliseconds(() => step(batch, weights), 2);
  const batches = validationBatches(job, plan.batch);
  if (batches === 0) return new TrainingClock(stepMs, 0);
  const evaluate = evaluation(wholeState(frame, averaged));
  const valBatch = await source.validate(0);
  await evaluate(valBatch);
  return new TrainingClock(stepMs, batches * (await milliseconds(() => evaluate(valBatch), 1)));
}

async function milliseconds(work: () => Promise<unknown>, times: number): Promise<number> {
  const before = performance.now();
  for (let time = 0; time < times; time++) await work();
  return (performance.now() - before) / times;
}
