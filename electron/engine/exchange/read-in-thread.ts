import { Worker } from 'node:worker_threads';
import { failure, type Result } from '../../../shared/domain/problem.ts';
import { errorCode } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import type { ImagesHere } from './images-here.ts';
import type { ReadRequest } from './read-labels.ts';
import type { SettledLabels, SettleRequest } from './settle-labels.ts';

export type WorkerJob = { readonly read: ReadRequest; readonly settle: SettleRequest; readonly here: ImagesHere };
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly activity: string; readonly done: number; readonly total: number | null }
  | { readonly kind: 'result'; readonly result: Result<SettledLabels> };

/** More than the largest readable file needs; a file that would need more ends in a sentence, not in the engine's end. */
const memoryMegabytes = 3072;

/**
 * Reads label files and settles what they mean for the pictures here, on a thread of its own: with 100 MB or 100,000 pictures that takes
 * seconds, in which the engine goes on answering.
 */
export function readInThread(job: WorkerJob, control: JobControl): Promise<Result<SettledLabels>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    const stop = () => {
      void worker.terminate();
      resolve(failure('cancelled', 'The labels were not read to the end. Nothing was changed.'));
    };
    control.signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'result') resolve(message.result);
      else {
        const { activity, done, total } = message;
        control.report({ activity, done, total, unit: total === null ? '' : 'files' });
      }
    });
    worker.on('error', (error) => {
      if (errorCode(error) !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
      resolve(
        failure(
          'file-too-large',
          `Reading ${job.read.path} would take more than ${memoryMegabytes / 1024} GB of memory. Nothing was changed. Export fewer pictures at a time.`,
        ),
      );
    });
    worker.on('exit', () => {
      control.signal.removeEventListener('abort', stop);
      // After a result or an error this changes nothing.
      reject(new Error('the thread that reads labels ended without a word'));
    });
  });
}
