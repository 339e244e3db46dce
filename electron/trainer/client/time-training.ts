import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type StepTiming, stepTimingSchema, type TimedNetwork } from '../timing/step-timing.ts';

const program = fileURLToPath(new URL('../timing/main.ts', import.meta.url));

/** Measures one step of a network in a program of its own at low priority; takes seconds. Ends with this process or with `signal`. */
export function timeTraining(network: TimedNetwork, signal?: AbortSignal): Promise<Result<StepTiming>> {
  const child = spawn(process.execPath, [program, JSON.stringify(network)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  child.stdin.on('error', () => undefined);
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  return new Promise((resolve) => {
    const end = (result: Result<StepTiming>) => {
      signal?.removeEventListener('abort', stop);
      resolve(result);
    };
    child.on('error', (error) => end(untimed(error.message)));
    child.on('close', (code, killedBy) => {
      if (signal?.aborted) return end(failure('cancelled', 'The timing was stopped. Nothing was changed.'));
      try {
        end(success(stepTimingSchema.parse(JSON.parse(output))));
      } catch {
        const how = errors.split('\n').findLast((line) => /error/i.test(line)) ?? killedBy ?? `exit code ${code}`;
        end(untimed(how.trim()));
      }
    });
  });
}

function untimed(how: string) {
  return failure(
    'process-crashed',
    `How long a step takes could not be measured (${how}). Nothing was changed; the run itself says it when it starts.`,
  );
}
