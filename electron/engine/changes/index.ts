import type { ChangesSnapshot } from '../../../shared/contract/workspace.ts';
import type { Jobs } from '../jobs/index.ts';
import { onCommit, type Store } from '../store/index.ts';

export { atLeisure } from './at-leisure.ts';

/** At most this many snapshots a second leave the engine; what happens between two of them is told with the next. */
const spacingMs = 200;

/**
 * Tells clients that something changed: a counter that moves with every committed transaction, and the jobs as they are. A client
 * that shows anything of the workspace asks again when the counter moved.
 */
export class Changes {
  readonly #jobs: Jobs;
  readonly #listeners = new Set<() => void>();
  #revision = 0;
  #serial = 0;

  constructor(store: Store, jobs: Jobs) {
    this.#jobs = jobs;
    onCommit(store, () => {
      this.#revision += 1;
      this.#wake();
    });
    jobs.onChange(() => this.#wake());
  }

  /** Something changed that is not in the database (a station's state, a file). */
  touch(): void {
    this.#revision += 1;
    this.#wake();
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<ChangesSnapshot> {
    let told = -1;
    while (!signal?.aborted) {
      if (told !== this.#serial) {
        told = this.#serial;
        yield { revision: this.#revision, jobs: this.#jobs.list() };
        await pause(spacingMs, signal);
        continue;
      }
      await this.#next(signal);
    }
  }

  #wake(): void {
    this.#serial += 1;
    for (const listener of [...this.#listeners]) listener();
  }

  #next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#listeners.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal?.addEventListener('abort', done);
    });
  }
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
