import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { TrainingEvent } from '../../../shared/domain/training-event.ts';
import { isDiskFull } from '../../platform/index.ts';

export type EmitEvent = (event: TrainingEvent) => void;

/**
 * Writes each event as one line to standard output and to `events.jsonl`. A half line that a kill left at the end of the file is cut
 * off first. Nobody may be listening any more: the training goes on all the same. On a full disk the end is said all the same, to
 * whoever listens; other events throw.
 */
export function openEventLog(path: string, output: NodeJS.WritableStream = process.stdout): EmitEvent {
  cutHalfLine(path);
  output.on('error', () => undefined);
  return (event) => {
    const line = `${JSON.stringify(event)}\n`;
    try {
      appendFileSync(path, line);
    } catch (error) {
      cutHalfLine(path);
      if (event.event !== 'failed' || !isDiskFull(error)) throw error;
    }
    output.write(line);
  };
}

function cutHalfLine(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) truncateSync(path, whole);
}
