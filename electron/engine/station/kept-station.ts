import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../../../shared/domain/problem.ts';
import { success } from '../../../shared/domain/problem.ts';
import { type StationProcess, startStation } from '../../station/index.ts';

/** Pause before the n-th start in a row that did not last; the last one goes on for ever: a station is wanted until it is stopped. */
const pausesMs = [500, 1000, 3000, 10_000, 30_000];
/** A station that ran this long had started well. */
const steadyMs = 60_000;

export type StationEvents = {
  /** It ended by itself; `why` in a few words. */
  readonly onDown: (why: string) => void;
  readonly onUp: () => void;
};

/**
 * The station program, started again whenever it ends by itself. Has a lifetime: `stop`. Its address is null while it is down.
 */
export class KeptStation {
  readonly #modelPath: string;
  readonly #events: StationEvents;
  readonly #stopped = new AbortController();
  #process: StationProcess | null = null;

  private constructor(modelPath: string, events: StationEvents) {
    this.#modelPath = modelPath;
    this.#events = events;
  }

  /** Problem: what the program refused at its first start; it is not tried again then. */
  static async start(modelPath: string, events: StationEvents): Promise<Result<KeptStation>> {
    const station = new KeptStation(modelPath, events);
    const started = await startStation({ modelPath });
    if (!started.ok) return started;
    station.#process = started.value;
    void station.#keep(started.value);
    return success(station);
  }

  get address(): string | null {
    return this.#process?.address ?? null;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#process?.stop();
  }

  async #keep(first: StationProcess): Promise<void> {
    const { signal } = this.#stopped;
    let running: StationProcess | null = first;
    let began = performance.now();
    for (let failures = 0; !signal.aborted; ) {
      if (running) {
        const how = await running.ended;
        this.#process = null;
        if (signal.aborted) return;
        failures = performance.now() - began >= steadyMs ? 0 : failures;
        this.#events.onDown(how);
      }
      await delay(pausesMs[Math.min(failures, pausesMs.length - 1)], undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      failures += 1;
      began = performance.now();
      const again: Result<StationProcess> = await startStation({ modelPath: this.#modelPath });
      if (!again.ok) {
        running = null;
        this.#events.onDown(again.problem.sentence);
        continue;
      }
      running = again.value;
      this.#process = again.value;
      if (signal.aborted) return void again.value.stop();
      this.#events.onUp();
    }
  }
}
