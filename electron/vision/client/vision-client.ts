import { failure, type Problem, type Result } from '../../../shared/domain/problem.ts';
import type { HostMessage } from '../contract/messages.ts';
import { type OperationCall, type OperationName, type OperationOutput, operations } from '../contract/operations.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';

export type VisionClientOptions = {
  /** Host programs at most; each is started when the ones before it are busy. Two for ingestion, one for a model. */
  readonly hosts?: number;
  /** Calls one host works on at a time: two, so that one decodes (in native code) while the other measures. */
  readonly callsPerHost?: number;
  /** Calls that may wait for a host; one more is answered `busy`. */
  readonly queueLength?: number;
  /** Crashes in a row, without an answer between them, after which the client gives up. */
  readonly crashLimit?: number;
  /** Wait before the first restart; doubled with each crash in a row, 5 s at most. */
  readonly backOffMs?: number;
  /** Told why, whenever a host program ended by itself. */
  readonly onCrash?: (why: string) => void;
  /** Environment of the hosts; the parent's own when left out. */
  readonly environment?: NodeJS.ProcessEnv;
};

export type CallOptions = {
  /** Replaces the operation's own deadline. */
  readonly deadlineMs?: number;
  /** Takes the call out of the queue; a call that a host works on already is answered `cancelled` while its work runs out. */
  readonly signal?: AbortSignal;
};

type PendingCall = {
  readonly operation: OperationName;
  readonly input: unknown;
  readonly deadlineMs: number;
  attempts: number;
  settled: boolean;
  /** Lets go of the caller's signal: one signal may stop a hundred thousand calls, and must not keep the finished ones. */
  release: () => void;
  readonly resolve: (answer: Result<unknown>) => void;
  readonly reject: (error: Error) => void;
};

type Slot = {
  process: HostProcess | null;
  readonly calls: Map<number, { readonly call: PendingCall; readonly timer: NodeJS.Timeout }>;
  /** Why we ended the program ourselves, for the sentence of the calls it takes with it. */
  endedBecause: string | null;
};

/**
 * The client of the vision host: a bounded queue, a deadline per call, restart with back-off and a give-up. A class because it has
 * a lifetime: `stop` ends the host programs.
 */
export class VisionClient {
  readonly #options: Required<VisionClientOptions>;
  readonly #slots: Slot[];
  readonly #queue: PendingCall[] = [];
  #nextId = 0;
  #crashesInARow = 0;
  #resting: NodeJS.Timeout | null = null;
  #closed: Problem | null = null;

  constructor(options: VisionClientOptions = {}) {
    this.#options = {
      hosts: options.hosts ?? 1,
      callsPerHost: options.callsPerHost ?? 2,
      queueLength: options.queueLength ?? 256,
      crashLimit: options.crashLimit ?? 8,
      backOffMs: options.backOffMs ?? 50,
      onCrash: options.onCrash ?? (() => undefined),
      environment: options.environment ?? process.env,
    };
    this.#slots = Array.from({ length: this.#options.hosts }, () => ({
      process: null,
      calls: new Map(),
      endedBecause: null,
    }));
  }

  /** Why no call is taken any more, after a give-up or `stop`; null while calls are taken. */
  get closed(): Problem | null {
    return this.#closed;
  }

  /** Process ids of the host programs that run now. */
  get processIds(): number[] {
    return this.#slots.flatMap((slot) => slot.process?.pid ?? []);
  }

  /**
   * Asks one operation of a host. Expected failures come back as values; an exception means a bug in the operation or an input that
   * breaks its schema.
   */
  call<Name extends OperationName>(
    name: Name,
    input: OperationCall<Name>,
    options: CallOptions = {},
  ): Promise<Result<OperationOutput<Name>>> {
    const checked = operations[name].input.parse(input);
    return new Promise((resolve, reject) => {
      if (this.#closed !== null) return resolve({ ok: false, problem: this.#closed });
      if (options.signal?.aborted) return resolve(cancelled());
      if (this.#queue.length >= this.#options.queueLength) return resolve(busy(this.#queue.length));
      const call: PendingCall = {
        operation: name,
        input: checked,
        deadlineMs: options.deadlineMs ?? operations[name].deadlineMs,
        attempts: 0,
        settled: false,
        release: () => {},
        resolve: (answer) =>
          resolve(
            answer.ok
              ? { ok: true, value: operations[name].output.parse(answer.value) as OperationOutput<Name> }
              : answer,
          ),
        reject,
      };
      const { signal } = options;
      if (signal !== undefined) {
        const abort = (): void => this.#settle(call, cancelled());
        signal.addEventListener('abort', abort, { once: true });
        call.release = () => signal.removeEventListener('abort', abort);
      }
      this.#queue.push(call);
      this.#dispatch();
    });
  }

  /** Ends the host programs. Calls still open are answered `cancelled`. */
  async stop(): Promise<void> {
    this.#close(cancelled().problem);
    for (const slot of this.#slots) slot.process?.kill();
    const open = (): boolean => this.#slots.some((slot) => slot.process !== null);
    while (open()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  #close(problem: Problem): void {
    this.#closed ??= problem;
    if (this.#resting !== null) clearTimeout(this.#resting);
    this.#resting = null;
    for (const call of this.#queue.splice(0)) this.#settle(call, { ok: false, problem });
    for (const slot of this.#slots) {
      for (const { call } of slot.calls.values()) this.#settle(call, { ok: false, problem });
    }
  }

  #dispatch(): void {
    if (this.#resting !== null || this.#closed !== null) return;
    while (this.#queue.length > 0) {
      const call = this.#queue[0];
      const slot = call.settled ? null : this.#freeSlot(call.attempts > 0 ? 1 : this.#options.callsPerHost);
      if (slot === undefined) return;
      this.#queue.shift();
      if (slot !== null) this.#give(slot, call);
    }
  }

  /**
   * The least busy host with fewer than `room` calls. A call whose host died runs alone the second time, so that a file that ends
   * the program takes no innocent one with it.
   */
  #freeSlot(room: number): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of this.#slots) {
      if (slot.calls.size >= room || slot.endedBecause !== null) continue;
      if ([...slot.calls.values()].some(({ call }) => call.attempts > 1)) continue;
      if (best === undefined || slot.calls.size < best.calls.size) best = slot;
    }
    return best;
  }

  #give(slot: Slot, call: PendingCall): void {
    slot.process ??= startHostProcess(this.#options.environment, {
      onMessage: (message) => this.#receive(slot, message),
      onExit: (reason) => this.#exited(slot, reason),
    });
    const id = this.#nextId++;
    call.attempts += 1;
    const timer = setTimeout(() => {
      slot.endedBecause = `no answer to "${call.operation}" within ${call.deadlineMs / 1000} s`;
      slot.process?.kill();
    }, call.deadlineMs);
    slot.calls.set(id, { call, timer });
    slot.process.send({ id, operation: call.operation, input: call.input });
  }

  #receive(slot: Slot, message: HostMessage): void {
    if (message.kind === 'ready') return;
    const entry = slot.calls.get(message.id);
    if (entry === undefined) return;
    slot.calls.delete(message.id);
    clearTimeout(entry.timer);
    this.#crashesInARow = 0;
    if (message.kind === 'bug') {
      const cause = new Error(message.message);
      cause.stack = message.stack;
      if (!entry.call.settled) {
        entry.call.settled = true;
        entry.call.release();
        entry.call.reject(
          new Error(`The vision host failed at "${entry.call.operation}": ${message.message}`, { cause }),
        );
      }
    } else {
      this.#settle(
        entry.call,
        message.kind === 'value' ? { ok: true, value: message.value } : { ok: false, problem: message.problem },
      );
    }
    this.#dispatch();
  }

  #exited(slot: Slot, reason: string): void {
    const why = slot.endedBecause ?? reason;
    const lost = [...slot.calls.values()];
    slot.calls.clear();
    slot.process = null;
    slot.endedBecause = null;
    for (const { timer } of lost) clearTimeout(timer);
    if (this.#closed !== null) return;
    this.#crashesInARow += 1;
    this.#options.onCrash(why);
    for (const { call } of lost.reverse()) {
      const again = operations[call.operation].onCrash === 'retry-once' && call.attempts < 2;
      if (again) this.#queue.unshift(call);
      else this.#settle(call, crashed(call, why));
    }
    if (this.#crashesInARow >= this.#options.crashLimit) {
      this.#close(gaveUp(this.#crashesInARow, why));
      return;
    }
    this.#resting ??= setTimeout(
      () => {
        this.#resting = null;
        this.#dispatch();
      },
      Math.min(5000, this.#options.backOffMs * 2 ** (this.#crashesInARow - 1)),
    );
  }

  #settle(call: PendingCall, answer: Result<unknown>): void {
    if (call.settled) return;
    call.settled = true;
    call.release();
    try {
      call.resolve(answer);
    } catch (error) {
      call.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function crashed(call: PendingCall, why: string): { readonly ok: false; readonly problem: Problem } {
  const times = call.attempts > 1 ? ', twice' : '';
  const file = fileOf(call.input);
  const what = file === undefined ? `"${call.operation}"` : `"${call.operation}" of ${file}`;
  return failure(
    'process-crashed',
    `The image program ended during ${what}${times} (${why}). Nothing was stored of it; the program has been started again. Check this file with another viewer, or leave it out.`,
    file === undefined ? {} : { file },
  );
}

function gaveUp(crashes: number, why: string): Problem {
  return failure(
    'process-crashed',
    `The image program ended ${crashes} times in a row (${why}) and is not started again. What was stored before is kept; look into the log, then start anew.`,
  ).problem;
}

function busy(waiting: number): { readonly ok: false; readonly problem: Problem } {
  return failure('busy', `${waiting} images wait already. This one was not taken; send it again in a moment.`);
}

function cancelled(): { readonly ok: false; readonly problem: Problem } {
  return failure('cancelled', 'Stopped before this image was done. Nothing was stored of it.');
}

function fileOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if ('displayName' in input && typeof input.displayName === 'string') return input.displayName;
  if ('path' in input && typeof input.path === 'string') return input.path;
  if ('source' in input) return fileOf(input.source);
  return 'name' in input && typeof input.name === 'string' ? input.name : undefined;
}
