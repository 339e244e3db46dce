import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { engineLineSchema, httpOrigin, stayWord } from '../../shared/contract/engine-process.ts';
import { freePort, isFree } from './free-port.ts';
import { openLog } from './log.ts';
import { failuresAfter, pauseBeforeStart } from './restart.ts';
import { askToEnd, runningEngine, stateOf } from './running-engine.ts';

export type EngineProgram = {
  readonly node: string;
  readonly program: string;
  readonly workspace: string;
  /** May it make the workspace where there is none yet? */
  readonly create: boolean;
  /** Folder of the page, for a browser; null: the shell serves its own, and an engine that runs already is used as it is. */
  readonly page: string | null;
  /** File for what it says; null: it says it in the terminal. */
  readonly log: string | null;
};

export type SupervisedEngine =
  | { readonly kind: 'ready'; readonly url: string; readonly token: string; readonly pageAddress: string | null }
  /** It said why it does not open this workspace, or it ends again and again: nothing changes by itself. */
  | { readonly kind: 'refused' | 'given-up'; readonly trouble: string }
  /** It ended at once; asking again starts it again. */
  | { readonly kind: 'ended'; readonly trouble: string };

/** An engine that was told to end and has not by then is left to end by itself. */
const partingMs = 20_000;

/**
 * An engine and its parent: started when somebody asks for it, started again under the same address with growing pauses when it ends,
 * given up after a few starts in a row that did not last. It notices that this program ended, however that was: its input closes.
 */
export class EngineSupervisor {
  readonly #program: EngineProgram;
  /** Of every engine this one starts, so that a page goes on with the next. */
  #token = newToken();
  #port: Promise<number> | null = null;
  #child: ChildProcess | null = null;
  #lines: Interface | null = null;
  #ended = Promise.resolve();
  /** Under way or answered for the child there is; null: the next question starts one. */
  #answer: Promise<SupervisedEngine> | null = null;
  /** An engine somebody else started. */
  #foreign: { readonly url: string; readonly token: string } | null = null;
  #failures = 0;
  #isParting = false;

  readonly #pauseBefore: typeof pauseBeforeStart;

  constructor(program: EngineProgram, pauseBefore = pauseBeforeStart) {
    this.#program = program;
    this.#pauseBefore = pauseBefore;
  }

  /** `http://127.0.0.1:<port>` the engine has or will have; what a page may be allowed to call before there is one. */
  async origin(): Promise<string> {
    if (!this.#child && !this.#foreign && this.#program.page === null) {
      this.#foreign = await runningEngine(this.#program.workspace);
    }
    if (this.#foreign) return httpOrigin(this.#foreign.url);
    this.#port ??= freePort();
    return `http://127.0.0.1:${await this.#port}`;
  }

  /** The engine as soon as it can be called, or why not. */
  async engine(): Promise<SupervisedEngine> {
    if (!this.#child && this.#program.page === null) {
      const running = await runningEngine(this.#program.workspace);
      this.#foreign = running;
      if (running) return { kind: 'ready', url: running.url, token: running.token, pageAddress: null };
    }
    this.#answer ??= this.#start();
    return this.#answer;
  }

  /** Resolves when the engine that runs now has ended. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** What it is working on, in a few words each. */
  async work(): Promise<readonly string[]> {
    const engine = await this.#callable();
    return engine ? ((await stateOf(engine))?.work ?? []) : [];
  }

  /** Forgets earlier failures: somebody has looked and wants another try. */
  again(): void {
    this.#failures = 0;
    if (!this.#child) this.#answer = null;
  }

  /**
   * Parts from the engine, for good. `idle`: it ends unless another program has come to use it. `finish`: it ends when its work is done.
   * `stop`: it stops its work and ends, whoever uses it.
   */
  async part(how: 'idle' | 'finish' | 'stop'): Promise<void> {
    this.#isParting = true;
    const engine = how === 'stop' ? await this.#callable() : null;
    if (engine) await askToEnd(engine);
    const child = this.#child;
    if (!child) return;
    const lines = this.#lines;
    const stays = new Promise<void>((resolve) => lines?.once('line', () => resolve()));
    if (how === 'finish') child.stdin?.write(`${stayWord}\n`);
    child.stdin?.end();
    const limit = new AbortController();
    await Promise.race([
      this.#ended,
      ...(how === 'stop' ? [] : [stays]),
      delay(partingMs, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
    child.stdout?.destroy();
    child.unref();
  }

  async #callable(): Promise<{ readonly url: string; readonly token: string } | null> {
    if (this.#foreign) return this.#foreign;
    const answer = this.#child ? await this.#answer : null;
    return answer?.kind === 'ready' ? answer : null;
  }

  async #start(): Promise<SupervisedEngine> {
    const pause = this.#pauseBefore(this.#failures);
    if (pause === null) return { kind: 'given-up', trouble: givenUp(this.#program.log) };
    await delay(pause);
    if (this.#isParting) return { kind: 'ended', trouble: 'Plugsight is being closed.' };
    this.#port ??= freePort();
    const startedAt = Date.now();
    const child = this.#spawn(await this.#port);
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout! });
    this.#lines = lines;
    const first = new Promise<string | null>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(null));
      child.once('error', () => resolve(null));
    });
    let wasRefused = false;
    this.#ended = new Promise((resolve) => {
      const end = () => {
        if (this.#child !== child) return;
        this.#child = null;
        this.#answer = null;
        if (!wasRefused) this.#failures = failuresAfter(this.#failures, Date.now() - startedAt);
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    const line = await first;
    if (line === null) {
      await this.#ended;
      // Somebody has its port: an address of its own again, and a token nobody there may have been shown.
      if (!(await isFree(await this.#port))) {
        this.#port = null;
        this.#token = newToken();
      }
      return { kind: 'ended', trouble: 'The engine ended before it was ready. It is being started again.' };
    }
    const answer = engineLineSchema.parse(JSON.parse(line));
    if ('problem' in answer) {
      wasRefused = true;
      await this.#ended;
      return { kind: 'refused', trouble: answer.problem.sentence };
    }
    return { kind: 'ready', url: answer.url, token: answer.token, pageAddress: answer.pageAddress };
  }

  /** In a session of its own, so that it may outlive this program, and a Ctrl-C in the terminal is for this program to answer. */
  #spawn(port: number): ChildProcess {
    const { node, program, workspace, create, page, log } = this.#program;
    const words = [program, '--workspace', workspace, '--with-parent', '--window', '--port', String(port)];
    if (create) words.push('--create');
    if (page !== null) words.push('--page', page);
    const { NODE_OPTIONS: _, ELECTRON_RUN_AS_NODE: __, ...environment } = process.env;
    // A file, not a pipe: what it says must have somewhere to go when it outlives this program.
    const output = log === null ? 'inherit' : openLog(log);
    const child = spawn(node, words, {
      stdio: ['pipe', 'pipe', output],
      env: { ...environment, PLUGSIGHT_ENGINE_TOKEN: this.#token },
      detached: true,
      windowsHide: true,
    });
    if (typeof output === 'number') closeSync(output);
    return child;
  }
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function givenUp(log: string | null): string {
  const where = log === null ? 'What it said stands above.' : `What it said stands in ${log}.`;
  return `The engine ended several times in a row. What was saved is kept. ${where}`;
}
