import { join } from 'node:path';
import type { RunFeed, RunSummary } from '../../../shared/contract/runs.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { machineSampleSchema } from '../../../shared/domain/run-progress.ts';
import { type TrainingEvent, trainingEventSchema } from '../../../shared/domain/training-event.ts';
import type { Workspace } from '../workspace/index.ts';
import { LineTail } from './line-tail.ts';
import { findRun } from './run-rows.ts';

/** How often the files are looked at while the run is under way, and while it is not. */
const pauseMs = { running: 250, otherwise: 1000 };

/** More batches than this in one feed are thinned to every n-th: a plot has fewer pixels. */
const batchesAtMost = 1500;

/**
 * A run's events from its files: the whole history first, then what is written. So it is the same after the page was loaded again, after
 * the engine was started again, and for a run of last year. Ends when nobody listens.
 */
export function watchRun(workspace: Workspace, runId: string, signal?: AbortSignal): Result<AsyncGenerator<RunFeed>> {
  const found = findRun(workspace, runId);
  return found.ok ? success(feed(workspace, found.value.summary, signal)) : found;
}

async function* feed(workspace: Workspace, first: RunSummary, signal?: AbortSignal): AsyncGenerator<RunFeed> {
  const events = new LineTail(join(first.folder, 'events.jsonl'), trainingEventSchema);
  const machine = new LineTail(join(first.folder, 'machine.jsonl'), machineSampleSchema);
  let told: RunSummary | null = null;
  while (!signal?.aborted) {
    const found = findRun(workspace, first.id);
    if (!found.ok) return;
    const run = found.value.summary;
    const news = { run, events: fewBatches(events.read()), machine: machine.read() };
    const isNews = news.events.length > 0 || news.machine.length > 0 || JSON.stringify(run) !== JSON.stringify(told);
    if (isNews) yield { isWhole: told === null, ...news };
    if (isNews) told = run;
    await pause(run.state === 'running' ? pauseMs.running : pauseMs.otherwise, signal);
  }
}

/** All events but batches, and of these every n-th, with the last. */
export function fewBatches(events: readonly TrainingEvent[]): TrainingEvent[] {
  const batches = events.filter(({ event }) => event === 'batch').length;
  const every = Math.ceil(batches / batchesAtMost);
  if (every <= 1) return [...events];
  let seen = 0;
  return events.filter(({ event }) => event !== 'batch' || ++seen % every === 0 || seen === batches);
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
