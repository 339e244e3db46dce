import { Worker } from 'node:worker_threads';
import { failure, type Result } from '../../../shared/domain/problem.ts';
import { errorCode } from '../../platform/index.ts';
import type { JobControl } from '../jobs/index.ts';
import type { ReadLabels, ReadRequest } from './read-labels.ts';

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly result: Result<ReadLabels> };

/** More than the largest readable file needs; a file that would need more ends in a sentence, not in the engine's end. */
const memoryMegabytes = 3072;

/** `readLabels` on a thread of its own: parsing 100 MB takes seconds, in which the engine goes on answering. */
export function readInThread(request: ReadRequest, control: JobControl): Promise<Result<ReadLabels>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    const stop = () => {
      void worker.terminate();
      resolve(failure('cancelled', 'The labels were not read to the end. Nothing was changed.'));
    };
    control.signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'result') resolve(message.result);
      else control.report({ activity: 'reading label files', done: message.done, total: message.total, unit: 'files' });
    });
    worker.on('error', (error) => {
      if (errorCode(error) !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
      resolve(
        failure(
          'file-too-large',
          `Reading ${request.path} would take more than ${memoryMegabytes / 1024} GB of memory. Nothing was changed. Export fewer pictures at a time.`,
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
