import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { type BatchSettings, createBatchSource } from './batch-source.ts';
import type { BatchAnswer, BatchRequest } from './batch-thread.ts';

/** The thread that prepares batches while the network runs. One request at a time comes from `batch-thread.ts`. */
const port = parentPort;
if (port === null) throw new Error('batch-worker.ts is a worker thread; start it with BatchThread');

const { job, settings } = workerData as { readonly job: TrainingJob; readonly settings: BatchSettings };
const source = createBatchSource(job, settings);

port.on('message', (request: BatchRequest) => {
  const answered =
    request.kind === 'train' ? source.train(request.epoch, request.batchInEpoch) : source.validate(request.batchIndex);
  answered.then(
    (batch) => {
      const answer: BatchAnswer = { id: request.id, batch };
      port.postMessage(answer, [batch.images.buffer, batch.boxes.buffer, batch.classes.buffer]);
    },
    (error: unknown) => {
      const answer: BatchAnswer =
        error instanceof ProblemError ? { id: request.id, problem: error.problem } : { id: request.id, error };
      port.postMessage(answer);
    },
  );
});
