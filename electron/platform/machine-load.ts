import { execFile } from 'node:child_process';
import { cpus, freemem, totalmem } from 'node:os';

export type MachineLoad = {
  /** Of all cores together, since the last question. */
  readonly cpuPercent: number;
  readonly memoryPercent: number;
};
export type GpuLoad = { readonly name: string; readonly loadPercent: number; readonly memoryPercent: number };

/** Asks the system how busy it is; each answer is about the time since the one before. */
export class LoadMeter {
  #before = coreTimes();

  read(): MachineLoad {
    const now = coreTimes();
    const total = now.total - this.#before.total;
    const idle = now.idle - this.#before.idle;
    this.#before = now;
    return {
      cpuPercent: total > 0 ? Math.max(0, Math.min(100, (100 * (total - idle)) / total)) : 0,
      memoryPercent: 100 * (1 - freemem() / totalmem()),
    };
  }
}

function coreTimes(): { readonly total: number; readonly idle: number } {
  let total = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    total += times.user + times.nice + times.sys + times.idle + times.irq;
    idle += times.idle;
  }
  return { total, idle };
}

/** How busy the first graphics card is; null where there is none that can be asked, and then it is not asked again. */
export class GpuMeter {
  #isThere = true;

  read(): Promise<GpuLoad | null> {
    if (!this.#isThere) return Promise.resolve(null);
    const question = ['--query-gpu=name,utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits'];
    return new Promise((resolve) => {
      execFile('nvidia-smi', question, { timeout: 3000, windowsHide: true }, (error, output) => {
        const load = error ? null : parseGpuLoad(output);
        if (load === null) this.#isThere = false;
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
