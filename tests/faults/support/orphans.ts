import { readdirSync, readFileSync } from 'node:fs';
import { leftOver } from './invariants.ts';

/** Set for an engine and all it starts, so that what it leaves behind can be found. */
export const trialVariable = 'PLUGSIGHT_FAULT_TRIAL';

/**
 * The programs of a killed engine end by themselves, but not at once: one that was just being started may still take the pictures it
 * was sent. The next engine works beside them; before what is left is looked at, they have ended. Without /proc: as far as files show it.
 */
export async function orphansGone(workspace: string): Promise<void> {
  const isLinux = process.platform === 'linux';
  const deadline = Date.now() + (isLinux ? 60_000 : 5000);
  while (Date.now() < deadline && (isLinux ? hasOrphans(workspace) : leftOver(workspace).length > 0))
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function hasOrphans(workspace: string): boolean {
  return readdirSync('/proc').some(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid && belongs(name, workspace),
  );
}

function belongs(pid: string, workspace: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${trialVariable}=${workspace}`);
  } catch {
    return false;
  }
}
