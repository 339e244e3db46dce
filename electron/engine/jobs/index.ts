import { randomUUID } from 'node:crypto';
import type { JobKind, JobSnapshot } from '../../../shared/contract/jobs.ts';
import { type Problem, ProblemError, type Result } from '../../../shared/domain/problem.ts';
import { diskFull, isDiskFull, notPermitted } from '../../platform/index.ts';

/** What a running job says of itself, and asks: whether somebody wants it to stop. */
export type JobControl = {
  readonly report: (
    change: Partial<Pick<JobSnapshot, 'activity' | 'done' | 'total' | 'unit' | 'remainingSeconds' | 'figures'>>,
  ) => void;
  readonly signal: AbortSignal;
};

type Entry = {
  snapshot: JobSnapshot;
  readonly stop: AbortController;
  readonly listeners: Set<() => void>;
};

/** How many ended jobs are remembered. */
const keptEndedJobs = 100;

/**
 * Work that takes both cores for minutes queues behind its like; pictures and labels come in beside it, one job after the other.
 */
const lanes: Readonly<Record<JobKind, 'computing' | 'data'>> = {
  demo: 'data',
  import: 'data',
  'label-inspect': 'data',
  'label-import': 'data',
  'label-export': 'data',
  freeze: 'data',
  'dataset-export': 'data',
  'pre-label': 'computing',
  train: 'computing',
  helper: 'computing',
  evaluate: 'computing',
  pipeline: 'computing',
};

/** The engine's long work. A job is a function that reports and ends with a `Result`; whoever watches gets whole snapshots. */
export class Jobs {
  readonly #entries = new Map<string, Entry>();
  readonly #watchers = new Set<() => void>();
  readonly #turnListeners = new Set<(job: JobSnapshot) => void>();
  readonly #onFault: (error: unknown) => void;
  readonly #lanes = { computing: Promise.resolve(), data: Promise.resolve() };

  /** `onFault` is told of a bug in a job's work. */
  constructor(onFault: (error: unknown) => void = console.error) {
    this.#onFault = onFault;
  }

  /** Starts `work` once the jobs before it in its lane have ended; answers the job's id at once. */
  start<T>(kind: JobKind, work: (control: JobControl) => Promise<Result<T>>): string {
    const id = randomUUID();
    const stop = new AbortController();
    const entry: Entry = {
      snapshot: {
        id,
        kind,
        state: 'running',
        activity: 'waiting for its turn',
        done: 0,
        total: null,
        unit: '',
        startedAt: new Date().toISOString(),
        finishedAt: null,
        remainingSeconds: null,
        figures: {},
        result: null,
        problem: null,
      },
      stop,
      listeners: new Set(),
    };
    this.#entries.set(id, entry);
    this.#forgetOld();
    this.#turn(entry);
    for (const wake of this.#watchers) wake();
    const control: JobControl = { report: (change) => this.#change(entry, change), signal: stop.signal };
    const lane = lanes[kind];
    this.#lanes[lane] = this.#lanes[lane].then(() => this.#run(entry, () => work(control)));
    return id;
  }

  /** Calls `listener` whenever any job begins, moves or ends. */
  onChange(listener: () => void): void {
    this.#watchers.add(listener);
  }

  /** Calls `listener` when a job begins and when it has ended. */
  onTurn(listener: (job: JobSnapshot) => void): void {
    this.#turnListeners.add(listener);
  }

  list(): JobSnapshot[] {
    return [...this.#entries.values()].map((entry) => entry.snapshot);
  }

  stop(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry?.snapshot.state !== 'running') return false;
    entry.stop.abort();
    return true;
  }

  async stopAll(): Promise<void> {
    for (const entry of this.#entries.values()) entry.stop.abort();
    await Promise.all(Object.values(this.#lanes));
  }

  /** Whole snapshots until the job has ended; the last one carries the result. A slow watcher skips snapshots, never the last. */
  async *watch(id: string, signal?: AbortSignal): AsyncGenerator<JobSnapshot> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    let seen: JobSnapshot | null = null;
    while (!signal?.aborted) {
      if (entry.snapshot !== seen) {
        seen = entry.snapshot;
        yield seen;
        if (seen.state !== 'running') return;
        continue;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          entry.listeners.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        entry.listeners.add(wake);
        signal?.addEventListener('abort', wake);
      });
    }
  }

  async #run<T>(entry: Entry, work: () => Promise<Result<T>>): Promise<void> {
    if (entry.stop.signal.aborted) return this.#end(entry, 'stopped', null, null);
    try {
      const result = await work();
      if (result.ok) this.#end(entry, 'done', result.value, null);
      else this.#end(entry, result.problem.code === 'cancelled' ? 'stopped' : 'failed', null, result.problem);
    } catch (error) {
      if (error instanceof ProblemError) this.#end(entry, 'failed', null, error.problem);
      else {
        const expected = isDiskFull(error) ? diskFull('The work') : notPermitted(error);
        if (!expected) this.#onFault(error);
        this.#end(entry, 'failed', null, expected ?? bugAsProblem(error));
      }
    }
  }

  #end(entry: Entry, state: JobSnapshot['state'], result: unknown, problem: Problem | null): void {
    this.#change(entry, { state, result, problem, finishedAt: new Date().toISOString(), remainingSeconds: null });
    this.#turn(entry);
  }

  #turn(entry: Entry): void {
    for (const listener of this.#turnListeners) listener(entry.snapshot);
  }

  #change(entry: Entry, change: Partial<JobSnapshot>): void {
    entry.snapshot = { ...entry.snapshot, ...change };
    for (const wake of [...entry.listeners, ...this.#watchers]) wake();
  }

  #forgetOld(): void {
    for (const [id, entry] of this.#entries) {
      if (this.#entries.size <= keptEndedJobs) return;
      if (entry.snapshot.state !== 'running') this.#entries.delete(id);
    }
  }
}

function bugAsProblem(error: unknown): Problem {
  const words = error instanceof Error ? error.message : String(error);
  return {
    code: 'process-crashed',
    sentence: `The work stopped on a fault of the program (${words}). What was finished before is kept. The details are in the engine's log.`,
  };
}
