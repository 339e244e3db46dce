import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/**
 * A warm child that answers each line on its standard input with one JSON line: how benches ask both sides for the same work in
 * turn. The first line (`ready`) comes unasked once it has started.
 */
export class LineProcess {
  readonly ready: Promise<unknown>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<number | null>;

  constructor(command: string, words: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
    this.#child = spawn(command, words, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', resolve);
    });
    this.#ended.catch(() => {});
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.ready = this.#next();
    this.ready.catch(() => {});
  }

  /** Writes one line and returns the parsed answer. A child that ends instead is an error. */
  async ask(line: string): Promise<unknown> {
    this.#child.stdin.write(`${line}\n`);
    return this.#next();
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  async #next(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`The peer process ended (exit code ${await this.#ended}) instead of answering.`);
    return JSON.parse(value);
  }
}
