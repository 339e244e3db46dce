import { existsSync, readFileSync, rmSync } from 'node:fs';
import { type EngineFile, engineFileSchema } from '../../../shared/contract/engine-process.ts';
import { atomicWrite, isRunning } from '../../platform/index.ts';
import { layout } from '../store/index.ts';

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
