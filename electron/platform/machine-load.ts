import { cpus, freemem, totalmem } from 'node:os';

export type MachineLoad = {
  /** Of all cores together, since the last question. */
  readonly cpuPercent: number;
  readonly memoryPercent: number;
};

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
