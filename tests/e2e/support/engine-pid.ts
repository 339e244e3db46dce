import { readEngineFile } from '../../../electron/engine/server/engine-file.ts';

/** Of the engine that runs on this workspace. */
export function enginePid(workspace: string): number {
  const engine = readEngineFile(workspace);
  if (!engine) throw new Error(`no engine runs on ${workspace}`);
  return engine.pid;
}
