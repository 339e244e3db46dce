import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { atomicWrite, isRunning } from '../../platform/index.ts';
import { layout } from '../store/index.ts';

/** How a client of this machine finds the engine of a workspace; readable by its user only. */
export const engineFileSchema = z.object({ url: z.string(), token: z.string(), pid: z.int() });
export type EngineFile = z.infer<typeof engineFileSchema>;

export function writeEngineFile(workspace: string, content: EngineFile): void {
  atomicWrite(layout.engineFile(workspace), `${JSON.stringify(content)}\n`, { mode: 0o600, stage: 'engine-file' });
}

/** Null when no engine runs: no file, or one left by an engine that was killed. */
export function readEngineFile(workspace: string): EngineFile | null {
  const path = layout.engineFile(workspace);
  if (!existsSync(path)) return null;
  try {
    const content = engineFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return isRunning(content.pid) ? content : null;
  } catch {
    return null;
  }
}

export function removeEngineFile(workspace: string): void {
  rmSync(layout.engineFile(workspace), { force: true });
}
