import type { TestLook } from '../../../shared/contract/evaluations.ts';
import type { Interval } from '../../../shared/domain/evaluation-figures.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { ConfusionCell } from '../../../shared/evaluation/confusion-matrix.ts';
import type { FindingKind } from '../../../shared/evaluation/image-findings.ts';
import { capitalised, count, percent } from '../../../shared/evaluation/wording.ts';

/** Words of this screen. The class is the plant's: "plug". */
export function findingWords(kind: FindingKind, className: string, iou: number): string {
  const words: Readonly<Record<FindingKind, string>> = {
    'false-report': `${capitalised(className)} reported, none there`,
    missed: `${capitalised(className)} missed`,
    'low-overlap': `IoU under ${iou.toFixed(2)}`,
    'missed-box': 'A labelled box not found',
    'extra-box': 'A box too many',
    right: 'Right, nearest to wrong first',
  };
  return words[kind];
}

/** The same of one picture. */
export function chipWords(kind: FindingKind, className: string, iou: number): string {
  return kind === 'right' ? 'Right' : findingWords(kind, className, iou);
}

export const roleWords: Readonly<Record<Role, string>> = {
  train: 'train: taught the model',
  val: 'val: chose the checkpoint',
  calibration: 'calibration: chose the threshold',
  test: 'test: locked, a look is journalled',
};

/** Of a class by its place in the model's list. */
export function classNameOf(classes: readonly string[], index: number): string {
  return classes[index] ?? `class ${index}`;
}

/** "labelled patches, predicted scratches"; "nothing there, predicted patches"; "labelled patches, missed". */
export function cellWords({ labelled, predicted }: ConfusionCell, classes: readonly string[]): string {
  const truth = labelled === null ? 'nothing there' : `labelled ${classNameOf(classes, labelled)}`;
  return `${truth}, ${predicted === null ? 'missed' : `predicted ${classNameOf(classes, predicted)}`}`;
}

/** "1 image", "168 images". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return value === 1 ? `1 ${one}` : `${count(value)} ${many}`;
}

/** "2.4 % (0.66–8.3)": a share with its 95 % Wilson interval. */
export function shareWords(part: number, whole: number, interval: Interval | null): string {
  if (whole === 0 || interval === null) return 'no try';
  const ends = [interval.low, interval.high].map((end) => percent(end).replace(' %', ''));
  return `${percent(part / whole)} (${ends.join('–')})`;
}

/** 24 Nov 2026, 14:32, in the clock of this machine. */
export function momentWords(iso: string): string {
  const moment = new Date(iso);
  const day = moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  return `${day}, ${moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

export function lookWords({ lookedAt, author, model, modelVersion, reason }: TestLook): string {
  return `${momentWords(lookedAt)}, ${author}, ${model} v${modelVersion}: ${reason}`;
}

/** The last part of a path, which a person knows the picture by. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
