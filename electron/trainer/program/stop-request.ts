import { createInterface } from 'node:readline';

export type StopRequest = { isRequested: boolean };

/**
 * Listens for the wish to stop: a line `{"type":"stop"}` on standard input (Windows has no signal a program could catch), SIGTERM,
 * SIGINT, and, when an engine supervises the run, the end of standard input: the engine is gone, and the next one resumes. The
 * training looks at `isRequested` between steps.
 */
export function listenForStop(isSupervised: boolean, input: NodeJS.ReadableStream = process.stdin): StopRequest {
  const request: StopRequest = { isRequested: false };
  const stop = () => {
    request.isRequested = true;
  };
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    if (isStop(line)) stop();
  });
  lines.on('close', () => {
    if (isSupervised) stop();
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return request;
}

function isStop(line: string): boolean {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' && message !== null && 'type' in message && message.type === 'stop';
  } catch {
    return false;
  }
}
