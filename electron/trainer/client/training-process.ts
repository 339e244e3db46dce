import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { failure, type Problem } from '../../../shared/domain/problem.ts';
import { type TrainingEvent, trainerExitCodes, trainingEventSchema } from '../../../shared/domain/training-event.ts';
import { EventStream } from './event-stream.ts';

export type TrainingOutcome =
  | { readonly kind: 'finished'; readonly event: Extract<TrainingEvent, { event: 'finished' }> }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** Ended without a word: killed, or a bug. The last checkpoint is there; starting the run again resumes it. */
  | { readonly kind: 'crashed'; readonly problem: Problem };

export type TrainingHandle = {
  readonly pid: number | undefined;
  /** Every event in order, for one reader; ends when the program has ended. */
  readonly events: AsyncIterable<TrainingEvent>;
  /** Asks to stop after the present step, saved; the outcome is then `stopped`. Asked again it does no harm. */
  readonly stop: () => void;
  /** Ends it at once; what was saved stays. */
  readonly kill: () => void;
  readonly exited: Promise<TrainingOutcome>;
};

export type TrainingOptions = { readonly environment?: Readonly<Record<string, string>> };

/** How much of what the program wrote to standard error is kept for the sentence about a crash. */
const errorTailCharacters = 2000;

/**
 * Starts, or resumes, the training in a run folder that holds `job.json`, as a program of its own at low priority. It ends by itself when
 * this process is gone, saved.
 */
export function startTraining(runFolder: string, { environment = {} }: TrainingOptions = {}): TrainingHandle {
  const program = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [program, runFolder, '--supervised'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: { ...process.env, ...environment },
  });
  const events = new EventStream<TrainingEvent>();
  let errors = '';
  let last: TrainingEvent | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-errorTailCharacters);
  });
  // The program may end while a stop request is on its way.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const event = parseEvent(line);
    if (event === undefined) {
      errors = `${errors}${line}\n`.slice(-errorTailCharacters);
      return;
    }
    last = event;
    events.push(event);
  });
  const exited = exitOf(child).then((exit): TrainingOutcome => {
    events.close();
    if (exit.code === trainerExitCodes.finished && last?.event === 'finished') return { kind: 'finished', event: last };
    if (exit.code === trainerExitCodes.stopped) return { kind: 'stopped' };
    if (exit.code === trainerExitCodes.failed && last?.event === 'failed')
      return { kind: 'failed', problem: last.problem };
    return { kind: 'crashed', problem: crash(exit, errors) };
  });
  return {
    pid: child.pid,
    events,
    stop: () => {
      if (child.stdin.writable) child.stdin.write('{"type":"stop"}\n');
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    exited,
  };
}

type Exit = { readonly code: number | null; readonly signal: string | null; readonly error?: Error };

/** `close` comes after all output was read, `error` when the program could not be started at all. */
function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
  });
}

function parseEvent(line: string): TrainingEvent | undefined {
  try {
    const parsed = trainingEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function crash({ code, signal, error }: Exit, errors: string): Problem {
  const how = error ? error.message : signal ? `signal ${signal}` : `exit code ${code}`;
  const detail =
    errors
      .trim()
      .split('\n')
      .findLast((line) => /error/i.test(line)) ?? '';
  const sentence = `The trainer ended unexpectedly (${how}${detail ? `: ${detail.trim()}` : ''}). Its last checkpoint is kept; resume the run to go on from there.`;
  return failure('process-crashed', sentence).problem;
}
