import { createBatchSource } from '../../../electron/trainer/data/batch-source.ts';
import { planTraining } from '../../../electron/trainer/program/plan.ts';
import { readJob, runFolder } from '../../../electron/trainer/program/run-folder.ts';
import { type Run, startRun } from '../../../electron/trainer/program/start-run.ts';
import type { TrainingEvent } from '../../../shared/domain/training-event.ts';

/** A run of this process, its events collected: what the trainer program does around it is left out. */
export async function collectedRun(folder: string): Promise<{ readonly run: Run; readonly events: TrainingEvent[] }> {
  const paths = runFolder(folder);
  const read = readJob(paths);
  if (!read.ok) throw new Error(read.problem.sentence);
  const { job, params } = read.value;
  const plan = planTraining(job, params);
  const events: TrainingEvent[] = [];
  const emit = (event: TrainingEvent) => {
    events.push(event);
  };
  const run = await startRun(paths, read.value, plan, createBatchSource(job, plan), emit, { isRequested: false });
  if (!run.ok) throw new Error(run.problem.sentence);
  return { run: run.value, events };
}
