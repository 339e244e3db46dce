import { Worker } from 'node:worker_threads';
import { type Problem, ProblemError } from '../../../shared/domain/problem.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import type { Batch } from './batch.ts';
import type { BatchSettings, BatchSource } from './batch-source.ts';

export type BatchRequest = { readonly id: number } & (
  | { readonly kind: 'train'; readonly epoch: number; readonly batchInEpoch: number }
  | { readonly kind: 'validate'; readonly batchIndex: number }
);
export type BatchAnswer = { readonly id: number } & (
  | { readonly batch: Batch }
  | { readonly problem: Problem }
  | { readonly error: unknown }
);

type Waiting = { readonly resolve: (batch: Batch) => void; readonly reject: (error: unknown) => void };

/**
 * The batch source in a thread of its own: the runtime blocks its thread for the whole step, so the next batch is asked for before
 * the step and is ready after it.
 */
export class BatchThread implements BatchSource {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(job: TrainingJob, settings: BatchSettings) {
    this.#worker = new Worker(new URL('./batch-worker.ts', import.meta.url), { workerData: { job, settings } });
    this.#worker.on('message', (answer: BatchAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#rejectAll(error));
  }

  train(epoch: number, batchInEpoch: number): Promise<Batch> {
    return this.#ask({ id: ++this.#lastId, kind: 'train', epoch, batchInEpoch });
  }

  validate(batchIndex: number): Promise<Batch> {
    return this.#ask({ id: ++this.#lastId, kind: 'validate', batchIndex });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
    this.#rejectAll(new Error('The batch thread was stopped'));
  }

  #ask(request: BatchRequest): Promise<Batch> {
    const answer = new Promise<Batch>((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker.postMessage(request);
    });
    // Asked for ahead of time: whoever awaits it hears of a failure; one that is never awaited must not end the program.
    answer.catch(() => undefined);
    return answer;
  }

  #settle(answer: BatchAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('batch' in answer) waiting?.resolve(answer.batch);
    else if ('problem' in answer) waiting?.reject(new ProblemError(answer.problem));
    else waiting?.reject(answer.error);
  }

  #rejectAll(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
