import type { DatasetDetail, DatasetDraft, DatasetSummary } from '../../../shared/contract/datasets.ts';

/** What the screen is about: a version that never changes, or what freezing would make now. */
export type Subject =
  | { readonly kind: 'frozen'; readonly summary: DatasetSummary; readonly detail: DatasetDetail | undefined }
  | { readonly kind: 'draft'; readonly draft: DatasetDraft; readonly newest: DatasetSummary | null };

export function subjectName(subject: Subject): string {
  const { name, version } = subject.kind === 'frozen' ? subject.summary : subject.draft;
  return `${name} v${version}`;
}

/** Newest first; `plug v7` before `plug v6`, names in the order of their newest version. */
export function newestFirst(datasets: readonly DatasetSummary[]): DatasetSummary[] {
  return datasets.toSorted((a, b) => b.id - a.id);
}

export function versionId({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name}@${version}`;
}
