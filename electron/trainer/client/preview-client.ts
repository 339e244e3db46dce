import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { type Preview, type PreviewRequest, previewAnswerSchema } from '../preview/preview-request.ts';

const program = fileURLToPath(new URL('../preview/main.ts', import.meta.url));

/** Nobody asked for this long: the program ends and gives its memory back. */
const idleMs = 60_000;

/**
 * Draws augmentation previews in a program of its own, which starts with the first request and ends when nobody asks any more: the engine
 * decodes no pictures. Only the newest request counts: one that was overtaken is answered as cancelled.
 */
export class AugmentationPreviewer {
  #child: ChildProcess | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;
  #isBusy = false;
  #waiting: (() => void) | undefined;
  readonly #answers = new Map<number, (result: Result<Preview>) => void>();

  async draw(request: PreviewRequest): Promise<Result<Preview>> {
    const id = ++this.#lastId;
    if (this.#isBusy) await this.#turn();
    if (id !== this.#lastId) return failure('cancelled', 'A newer preview was asked for.');
    this.#isBusy = true;
    clearTimeout(this.#idle);
    try {
      return await this.#ask(id, request);
    } finally {
      this.#isBusy = false;
      this.#idle = setTimeout(() => this.stop(), idleMs).unref();
      this.#waiting?.();
    }
  }

  stop(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  /** Waits for the request under way; whoever waited before is let go, and finds that it was overtaken. */
  #turn(): Promise<void> {
    this.#waiting?.();
    return new Promise((resolve) => {
      this.#waiting = () => {
        this.#waiting = undefined;
        resolve();
      };
    });
  }

  #ask(id: number, request: PreviewRequest): Promise<Result<Preview>> {
    const child = this.#running();
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      child.send({ id, request }, (error) => {
        if (error) this.#fail(error.message);
      });
    });
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', (message) => {
      const { id, answer } = previewAnswerSchema.parse(message);
      this.#answers.get(id)?.('value' in answer ? success(answer.value) : { ok: false, problem: answer.problem });
      this.#answers.delete(id);
    });
    child.on('error', (error) => this.#fail(error.message));
    child.on('exit', (code, signal) => {
      if (this.#child === child) this.#child = undefined;
      this.#fail(signal ?? `exit code ${code}`);
    });
    this.#child = child;
    return child;
  }

  #fail(how: string): void {
    const problem = failure(
      'process-crashed',
      `The preview could not be drawn (${how}). Nothing was changed. Ask again.`,
    );
    for (const answer of this.#answers.values()) answer(problem);
    this.#answers.clear();
  }
}
