import { execFile } from 'node:child_process';

/** Percentages 0 to 100; memory in use of what is built in. */
export type GpuLoad = { readonly name: string; readonly loadPercent: number; readonly memoryPercent: number };

const question = ['--query-gpu=name,utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits'];
const answerLimitMs = 3000;
/** Answers that do not come, one after the other, before nobody asks any more: a driver that hangs would be started again and again. */
const failuresAtMost = 3;

/**
 * How busy the first graphics card is, by NVIDIA's own program, which comes with the driver (`nvidia-smi`, on Windows `nvidia-smi.exe` on
 * the path as well). Null where there is no answer; where there is no such program, or it knows no card, it is not asked again.
 */
export class GpuMeter {
  readonly #program: readonly [string, ...string[]];
  readonly #limitMs: number;
  #failures = 0;

  constructor(program: readonly [string, ...string[]] = ['nvidia-smi'], limitMs = answerLimitMs) {
    this.#program = program;
    this.#limitMs = limitMs;
  }

  read(): Promise<GpuLoad | null> {
    if (this.#failures >= failuresAtMost) return Promise.resolve(null);
    const [command, ...words] = this.#program;
    const options = { timeout: this.#limitMs, killSignal: 'SIGKILL', windowsHide: true } as const;
    return new Promise((resolve) => {
      execFile(command, [...words, ...question], options, (error, output) => {
        const load = error ? null : parseGpuLoad(output);
        // Killed is what a program is that took too long: it may answer the next time.
        if (load !== null) this.#failures = 0;
        else this.#failures += error?.killed ? 1 : failuresAtMost;
        resolve(load);
      });
    });
  }
}

/** One line a card: `NVIDIA RTX A2000, 37, 1021, 6138` (name, %, MiB used, MiB built in). Null for anything else. */
export function parseGpuLoad(output: string): GpuLoad | null {
  const [line = ''] = output.split(/\r?\n/);
  const [name = '', ...numbers] = line.split(',').map((part) => part.trim());
  const [load, used, built] = numbers.map((part) => Number(part));
  if (name === '' || load === undefined || used === undefined || !built) return null;
  if (![load, used, built].every(Number.isFinite)) return null;
  return { name, loadPercent: load, memoryPercent: (100 * used) / built };
}
