import { create } from 'zustand';
import type { FolderInspection } from '../../../shared/contract/sources.ts';
import type { ExchangeFormat } from '../../../shared/formats/exchange/format.ts';

export type LabelAnswer = ExchangeFormat | 'none';
export type GravestError = 'false-positive' | 'miss';

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

/** The labels' format: the person's answer, else the one found. */
export function labelAnswer(given: LabelAnswer | null, found: FolderInspection | undefined): LabelAnswer {
  return given ?? found?.labels.format ?? 'none';
}

/** What is to be found, in one word: the person's, else the first class that the labels name, else the case this program began with. */
export function wordAnswer(given: string | null, found: FolderInspection | undefined): string {
  return given ?? found?.labels.classes[0] ?? 'plug';
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

/** Why a word cannot be taken; null when it can. */
export function wordProblem(word: string): string | null {
  const trimmed = word.trim();
  if (trimmed === '') return 'A word is needed: it names the boxes.';
  return trimmed.length > 40 ? 'One word, 40 letters at most.' : null;
}
