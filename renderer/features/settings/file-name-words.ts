import type { FileNameReading, FileNameRuleReport } from '../../../shared/contract/workspace.ts';
import { count } from '../../../shared/evaluation/wording.ts';

/** What a rule reads out of one name: "try p0, taken 2024-09-01 00:15:00". */
export function readingWords({ tryName, capturedAt }: FileNameReading['examples'][number]): string {
  const share = tryName === null ? 'a try of its own' : `try ${tryName}`;
  return `${share}, ${capturedAt === null ? 'no time in the name' : `taken ${timeWords(capturedAt)}`}`;
}

/** What a rule did when it was set. */
export function ruleSetWords({ images, fitting, timesChanged, keptExif }: FileNameRuleReport): string {
  const exif = keptExif === 0 ? '' : ` ${count(keptExif)} keep the time of their EXIF data.`;
  return `In force: ${count(fitting)} of ${count(images)} names fit, ${count(timesChanged)} capture times changed.${exif} Frozen datasets stay as they are; freeze again to use it.`;
}

function timeWords(local: string): string {
  return local.replace('T', ' ').replace(/\.000$/, '');
}
