import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AnswerMode } from '../../shared/contract/inference.ts';
import { failure, type Result, success } from '../../shared/domain/problem.ts';
import { type StationMessage, stationMessageSchema } from './messages.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

export type StationOptions = {
  /** Exported model file; anything else is refused. */
  readonly modelPath: string;
  /** 0: any free one. */
  readonly port?: number;
  readonly answer?: AnswerMode;
  /** Of the network's operators; 1 unless told otherwise: with one more busy program on the machine, more threads wait for each other. */
  readonly threads?: number;
};

export type StationProcess = {
  readonly pid: number | undefined;
  readonly address: string;
  readonly model: { readonly name: string; readonly version: number; readonly sha256: string };
  /** Resolves with a sentence when the program has ended, by itself or by `stop`. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Starts a station and waits until it answers. It ends with this process. Its standard error goes to ours. */
export async function startStation(options: StationOptions): Promise<Result<StationProcess>> {
  const { modelPath, port = 0, answer = 'verdict', threads = 1 } = options;
  const parameters = ['--model', modelPath, '--port', `${port}`, '--answer', answer, '--threads', `${threads}`];
  const child = fork(program, parameters, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = endOf(child);
  const message = await Promise.race([firstMessage(child), ended]);
  if (typeof message === 'string') {
    return failure('process-crashed', `The station did not start (${message}). Nothing is served; its log says why.`);
  }
  if (message.event === 'refused') return { ok: false, problem: message.problem };
  const stop = async () => {
    if (child.connected) child.disconnect();
    const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(killer);
  };
  return success({ pid: child.pid, address: message.address, model: message.model, ended, stop });
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = await once(child, 'exit');
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}

async function firstMessage(child: ChildProcess): Promise<StationMessage> {
  if (child.stdout === null) throw new Error('The station has no standard output.');
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line');
  lines.close();
  child.stdout.resume();
  return stationMessageSchema.parse(JSON.parse(String(line)));
}
