import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { WorkerMessage } from './read-in-thread.ts';
import { type ReadRequest, readLabels } from './read-labels.ts';

const port = parentPort;
if (port === null) throw new Error('read-worker.ts runs as a thread of the engine');
const post = (message: WorkerMessage) => port.postMessage(message);
try {
  const result = readLabels(workerData as ReadRequest, (done, total) => {
    if (done % 50 === 0) post({ kind: 'progress', done, total });
  });
  post({ kind: 'result', result });
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  post({ kind: 'result', result: { ok: false, problem: error.problem } });
}
