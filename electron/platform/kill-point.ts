import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * A named moment at which the fault tests end the process, as a power cut would: no exit handler runs, nothing is flushed.
 * `PLUGSIGHT_KILL_AT=<stage>` dies at the first passage, `<stage>:3` at the third. The variable reaches every program of a command; a
 * stage belongs to one of them. A program that is started again would die again: with `PLUGSIGHT_KILL_ONCE=<path>` only the process
 * that makes that file dies, and the file says which it was. Without the variables it costs one comparison.
 */
const wanted = process.env.PLUGSIGHT_KILL_AT;
const once = process.env.PLUGSIGHT_KILL_ONCE;
let passages = 0;

export function killPoint(stage: string): void {
  if (wanted === undefined) return;
  const [name, count = '1'] = wanted.split(':');
  if (name !== stage) return;
  passages += 1;
  if (passages === Number(count) && mayDie(stage)) process.kill(process.pid, 'SIGKILL');
}

function mayDie(stage: string): boolean {
  if (once === undefined) return true;
  try {
    const marker = openSync(once, 'wx');
    writeSync(marker, `${stage} ${process.pid}\n`);
    closeSync(marker);
    return true;
  } catch {
    return false;
  }
}
