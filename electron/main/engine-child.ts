import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { EngineAnswer } from '../../shared/contract/shell.ts';
import { problemSchema } from '../../shared/domain/problem.ts';
import { failuresAfter, pauseBeforeStart } from '../platform/restart.ts';

const firstLineSchema = z.union([
  z.object({ ready: z.literal(true), url: z.string(), token: z.string() }),
  z.object({ problem: problemSchema }),
]);
const engineFileSchema = z.object({ url: z.string(), token: z.string(), pid: z.int() });

export type EngineProgram = { readonly node: string; readonly program: string; readonly workspace: string };

/**
 * The engine as the shell's child: started, started again with growing pauses when it ends, given up after a few starts in a row that
 * did not last. An engine that already runs for the workspace (a command line's) is used as it is. It ends with the shell: its input
 * closes, on every system.
 */
export class EngineChild {
  readonly #program: EngineProgram;
  readonly #log: (line: string) => void;
  #child: ChildProcess | null = null;
  #answer: Promise<EngineAnswer> | null = null;
  #failures = 0;
  #isStopping = false;

  constructor(program: EngineProgram, log: (line: string) => void) {
    this.#program = program;
    this.#log = log;
  }

  /** Address of the engine that runs, as soon as it can be called; a sentence when it cannot be started. */
  address(): Promise<EngineAnswer> {
    this.#answer ??= this.#start();
    return this.#answer;
  }

  /** Forgets earlier failures: somebody has looked and wants another try. */
  again(): void {
    this.#failures = 0;
    if (!this.#child) this.#answer = null;
  }

  /** Closes the engine's input, upon which it stops its work and ends. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.stdin?.end();
    await ended;
  }

  async #start(): Promise<EngineAnswer> {
    const running = engineOfFile(this.#program.workspace);
    if (running) return running;
    const pause = pauseBeforeStart(this.#failures);
    if (pause === null) {
      return {
        trouble:
          'The engine ended several times in a row. Nothing that was saved is lost. The log beside the workspace says why; choose "Start the engine again" in the menu to try once more.',
      };
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    const startedAt = Date.now();
    const { node, program, workspace } = this.#program;
    const child = spawn(node, [program, '--workspace', workspace, '--create', '--with-parent'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    child.stderr?.on('data', (text: Buffer) => this.#log(text.toString()));
    const lines = createInterface({ input: child.stdout! });
    const first = new Promise<string | null>((resolve) => {
      lines.once('line', resolve);
      child.once('error', () => resolve(null));
      child.once('exit', () => resolve(null));
    });
    child.once('exit', (code, signal) => {
      this.#log(`engine ended (${code ?? signal})\n`);
      this.#child = null;
      this.#answer = null;
      if (this.#isStopping) return;
      this.#failures = failuresAfter(this.#failures, Date.now() - startedAt);
    });
    const line = await first;
    if (line === null) {
      // The page asks again; the pause before the next start grows.
      return { trouble: 'The engine ended before it was ready. It is being started again.' };
    }
    const answer = firstLineSchema.parse(JSON.parse(line));
    if ('problem' in answer) return { trouble: answer.problem.sentence };
    return addressOf(answer);
  }
}

function addressOf({ url, token }: { readonly url: string; readonly token: string }): EngineAnswer {
  return { url, token, http: url.replace(/^ws/, 'http').replace(/\/rpc$/, '') };
}

/** The engine another program started for this workspace and that still runs. */
function engineOfFile(workspace: string): EngineAnswer | null {
  const path = join(workspace, 'engine.json');
  if (!existsSync(path)) return null;
  try {
    const content = engineFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    process.kill(content.pid, 0);
    return addressOf(content);
  } catch {
    return null;
  }
}
