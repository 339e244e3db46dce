import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Lets the live station and the window go first. Best effort: where the system refuses, the process runs on as it is. */
export function lowerOwnPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A service account may not be allowed to change priorities; the work is right either way.
  }
}

/** Is a process with this id running? On every system: signal 0 asks without sending. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** On Linux a killed child whose parent has not yet waited for it still answers signal 0. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
