/** Lets a few pieces of work through at a time, in the order they came; one whose signal is aborted before its turn never begins. */
export class Turns {
  readonly #width: () => number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** `width` is asked at each turn: it may change with what else is going on. */
  constructor(width: () => number) {
    this.#width = width;
  }

  /** Null: the signal was aborted while waiting. */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
    while (this.#busy >= this.#width()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (signal.aborted) {
      this.#waiting.shift()?.();
      return null;
    }
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }
}
