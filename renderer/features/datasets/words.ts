import type { DatasetBlock, DatasetSummary, Newer } from '../../../shared/contract/datasets.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';

export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

export function counted(value: number, noun: string, several = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : several}`;
}

/** `4 labels newer`, with what they are; empty when there are none. */
export function newerWords({ added, removed, relabelled }: Newer): string {
  const total = added + removed + relabelled;
  return total === 0 ? '' : `${counted(total, 'label')} newer`;
}

/** Why a version is not as the labels are, in a sentence; empty when it is. */
export function staleSentence(newer: Newer): string {
  const parts = [
    ...(newer.added > 0 ? [`${count(newer.added)} added`] : []),
    ...(newer.relabelled > 0 ? [`${count(newer.relabelled)} changed`] : []),
    ...(newer.removed > 0 ? [`${count(newer.removed)} taken away`] : []),
  ];
  return parts.length === 0 ? '' : `${newerWords(newer)}: ${parts.join(', ')}`;
}

export const roleDoes: Readonly<Record<Role, string>> = {
  train: 'learns',
  val: 'chooses the checkpoint',
  calibration: 'chooses the threshold',
  test: 'bounds the error',
};

/** Images of the roles that may not have seen train, and how many of them have. */
export function leakageCounts({ roles: counts, leakage }: Pick<DatasetSummary, 'roles' | 'leakage'>): {
  readonly images: number;
  readonly sameBlock: number;
  readonly nearFrame: number;
} {
  const sum = (part: (role: Role) => number) =>
    roles.filter((role) => role !== 'train').reduce((all, role) => all + part(role), 0);
  const images = (role: Role) => counts[role]?.images ?? 0;
  return {
    images: sum(images),
    sameBlock: sum((role) => Math.round((leakage[role]?.sameBlock ?? 0) * images(role))),
    nearFrame: sum((role) => Math.round((leakage[role]?.nearFrame ?? 0) * images(role))),
  };
}

/** What was left out, a line each with why; nothing for what did not occur. */
export function leftOutLines(
  leftOut: Partial<DatasetSummary['leftOut']>,
): readonly { readonly count: number; readonly why: string }[] {
  const lines = [
    { count: leftOut.unlabelled ?? 0, why: 'not labelled yet' },
    { count: leftOut.duplicates ?? 0, why: 'duplicates: the same pixels as another image' },
    {
      count: leftOut.nearDuplicates ?? 0,
      why: 'near-duplicates: the same as a neighbour of their block, to within the noise of the camera',
    },
    { count: leftOut.guardFrames ?? 0, why: 'guard frames: within 2 frames of a train image' },
    { count: leftOut.otherPreparation ?? 0, why: 'prepared in another way than the rest' },
  ];
  return lines.filter((line) => line.count > 0);
}

/** `11 Feb`; the name where no time is known. */
export function blockDay({ from, name }: DatasetBlock): string {
  if (from === null) return name;
  const day = new Date(from.slice(0, 10));
  return Number.isNaN(day.getTime())
    ? name
    : day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

export function shortDate(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}
