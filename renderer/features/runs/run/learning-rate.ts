import type { RunRecord } from '../../../../shared/contract/runs.ts';
import type { RunProgress } from '../../../../shared/domain/run-progress.ts';
import { resolveOptimizer } from '../../../../shared/formats/optimizer.ts';
import { paramsOfFlat } from '../../../../shared/formats/params.ts';
import { plannedLearningRate, type ScheduleSettings, scheduleSettings } from '../../../../shared/formats/schedule.ts';
import type { Line, LinePoint } from '../../../charts/index.ts';

/** Points of the plan still to come; more than a small plot has pixels would only cost. */
const pointsAhead = 300;

/** What the run's parameters plan, by the trainer's own rule; null where its parameters cannot be read any more or it has not begun. */
export function plannedSchedule(
  { params: flat, classCount }: Pick<RunRecord, 'params' | 'classCount'>,
  started: RunProgress['started'],
): ScheduleSettings | null {
  const params = paramsOfFlat(flat);
  if (params === null || started === null || classCount === 0) return null;
  const { trainImages } = started;
  return scheduleSettings(params, resolveOptimizer(params, { imageCount: trainImages, classCount }), trainImages);
}

/**
 * The learning rate as run, and as planned from the first batch to the last. Up to the newest step both have the same x values, so that
 * one place of the mouse tells both.
 */
export function learningRateLines({ steps }: Pick<RunProgress, 'steps'>, schedule: ScheduleSettings | null): Line[] {
  const run: Line = {
    name: 'as run',
    look: 'one',
    points: steps.map(({ at, learningRate }) => ({ x: at, y: learningRate })),
  };
  if (schedule === null) return [run];
  const xs = [...steps.map(({ at }) => at), ...ahead(schedule, steps.at(-1)?.at ?? 0)];
  const points = xs.map((x): LinePoint => ({ x, y: plannedLearningRate(schedule, x) }));
  return [run, { name: 'planned', look: 'planned', points }];
}

/** Ends of batches after `from`, spread evenly, the last one of the run among them. */
function ahead({ epochs, batchesPerEpoch }: ScheduleSettings, from: number): number[] {
  const done = Math.round(from * batchesPerEpoch);
  const left = epochs * batchesPerEpoch - done;
  const count = Math.min(left, pointsAhead);
  return Array.from({ length: count }, (_, at) => (done + Math.round(((at + 1) * left) / count)) / batchesPerEpoch);
}
