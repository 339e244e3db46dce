import { create } from 'zustand';
import type { FolderInspection } from '../../../shared/contract/sources.ts';
import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';
import type { GravestError } from '../../../shared/domain/gravest-error.ts';
import type { ExchangeFormat } from '../../../shared/formats/exchange/format.ts';

export type LabelAnswer = ExchangeFormat | 'none';

/** What was answered so far; null: not yet, the answer found on the disk stands. */
type Answers = {
  readonly folder: string;
  readonly labels: LabelAnswer | null;
  readonly word: string | null;
  readonly gravestError: GravestError;
  readonly storage: 'copy' | 'reference';
  /** The work that was started from here. */
  readonly jobId: string | null;
};

export const useAnswers = create<Answers>(() => ({
  folder: '',
  labels: null,
  word: null,
  gravestError: 'false-positive',
  storage: 'copy',
  jobId: null,
}));

/** Another folder: what was answered of the one before goes, however the folder was chosen. */
export function chooseFolderAnew(folder: string): void {
  useAnswers.setState({ folder, labels: null, word: null });
}

/** The labels' format: the person's answer, else the one found. */
export function labelAnswer(given: LabelAnswer | null, found: FolderInspection | undefined): LabelAnswer {
  return given ?? found?.labels.format ?? 'none';
}

/** What is to be found, in one word: the person's, else the first class that the labels name, else the case this program began with. */
export function wordAnswer(given: string | null, found: FolderInspection | undefined): string {
  return given ?? found?.labels.classes[0] ?? 'plug';
}

/**
 * The classes a workspace without boxes begins with; null: those it has stay, or the labels bring theirs. The word is the class where no
 * label says otherwise: nothing is labelled yet, or YOLO's numbers have no names. A list of several that somebody made before is kept.
 */
export function firstClasses(
  { word, labels }: { readonly word: string; readonly labels: LabelAnswer },
  found: Pick<FolderInspection, 'labels'>,
  { classes, counts }: Pick<WorkspaceInfo, 'classes' | 'counts'>,
): string[] | null {
  const isNamed = labels !== 'none' && (labels !== 'yolo' || found.labels.classes.length > 0);
  return isNamed || classes.length > 1 || counts.withBoxes > 0 ? null : [word.trim()];
}

/** What the word is for, under its field: the class of every sentence where it names it, else what it names beside the labels' own class. */
export function wordHelp(word: string, labels: LabelAnswer, found: FolderInspection | undefined): string {
  const named = labels === 'none' ? [] : (found?.labels.classes ?? []);
  const bringTheirs = labels !== 'none' && labels !== 'yolo' && named.length === 0;
  if (bringTheirs) return 'The labels name the boxes. Your word names the dataset and the model.';
  if (named.length === 0 || named.includes(word.trim()))
    return `The class of the boxes, and the word in their sentences: “${word.trim()} missed”.`;
  return `The labels call it “${named[0]}”, and so do the figures. Your word names the dataset and the model.`;
}

/** A word as the name of a dataset and a model: lower case, letters, digits and hyphens. */
export function nameOfWord(word: string): string {
  const plain = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 48) || 'plug';
}
