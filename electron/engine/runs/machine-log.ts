import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineSample } from '../../../shared/domain/run-progress.ts';
import { GpuMeter, isDiskFull, LoadMeter } from '../../platform/index.ts';

const everyMs = 2000;

/**
 * Writes how busy the machine is into the run's `machine.jsonl` while its trainer works; `at` says how far the run is. Not being able
 * to write it is no reason to stop a training. Answers how to end it.
 */
export function logMachine(runFolder: string, at: () => number | null): () => void {
  const path = join(runFolder, 'machine.jsonl');
  const load = new LoadMeter();
  const gpu = new GpuMeter();
  let isOver = false;
  let isAsking = false;
  const sample = async () => {
    const position = at();
    // A card that answers slowly would have its samples written out of their order.
    if (position === null || isAsking) return;
    isAsking = true;
    const line: MachineSample = { at: position, ...load.read(), gpu: await gpu.read() };
    isAsking = false;
    if (isOver) return;
    try {
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  };
  const timer = setInterval(() => void sample(), everyMs);
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
