import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { knownImages } from './known-images.ts';
import type { WorkerJob, WorkerMessage } from './read-in-thread.ts';
import { readLabels } from './read-labels.ts';
import { settleLabels } from './settle-labels.ts';

const port = parentPort;
if (port === null) throw new Error('read-worker.ts runs as a thread of the engine');
const post = (message: WorkerMessage) => port.postMessage(message);
const { read, settle, here } = workerData as WorkerJob;
try {
  const result = readLabels(read, (done, total) => {
    if (done % 50 === 0) post({ kind: 'progress', activity: 'reading label files', done, total });
  });
  post({ kind: 'progress', activity: 'finding the pictures', done: 0, total: null });
  post({ kind: 'result', result: result.ok ? settleLabels(result.value, knownImages(here), settle) : result });
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  post({ kind: 'result', result: { ok: false, problem: error.problem } });
}
