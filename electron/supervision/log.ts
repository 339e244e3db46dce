import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log longer than this is put aside at the next start; two of them are kept. */
const longestBytes = 2 * 1024 * 1024;

/** Opens a log for more lines; a folder that cannot be written costs the log, not the start. */
export function openLog(path: string): number | 'ignore' {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > longestBytes) renameSync(path, `${path}.old`);
    return openSync(path, 'a');
  } catch {
    return 'ignore';
  }
}
