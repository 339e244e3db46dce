/** Says how long the rest will take, from steps and validations measured so far. All in milliseconds but for the answers. */
export class TrainingClock {
  #stepMs: number;
  #validationMs: number;

  constructor(stepMs: number, validationMs: number) {
    this.#stepMs = stepMs;
    this.#validationMs = validationMs;
  }

  /** Later steps count more, so that the answer follows a machine that gets busy or free. */
  addStep(ms: number): void {
    this.#stepMs = this.#stepMs * 0.95 + ms * 0.05;
  }

  addValidation(ms: number): void {
    this.#validationMs = ms;
  }

  remainingSeconds(steps: number, validations: number): number {
    return (steps * this.#stepMs + validations * this.#validationMs) / 1000;
  }

  imagesPerSecond(batch: number): number {
    return (batch * 1000) / this.#stepMs;
  }
}

export function memoryMb(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}

/** Highest memory of the process so far; `maxRSS` is in kilobytes on every system. */
export function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1e3);
}
