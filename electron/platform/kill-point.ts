/**
 * A named moment at which the fault tests end the process, as a power cut would: no exit handler runs, nothing is flushed.
 * `PLUGSIGHT_KILL_AT=<stage>` dies at the first passage, `<stage>:3` at the third. Without the variable it costs one comparison.
 */
const wanted = process.env.PLUGSIGHT_KILL_AT;
let passages = 0;

export function killPoint(stage: string): void {
  if (wanted === undefined) return;
  const [name, count = '1'] = wanted.split(':');
  if (name !== stage) return;
  passages += 1;
  if (passages === Number(count)) process.kill(process.pid, 'SIGKILL');
}
