import { create } from 'zustand';

/**
 * The text of the next run's `params.yaml` while it is edited. What is valid is saved by `useDraft`; what is not yet stays here, and in this
 * tab through a reload.
 */
export type Draft = {
  /** Null until the file was read. */
  readonly text: string | null;
  /** As the file has it, as far as this page knows; null: there is no file. */
  readonly saved: string | null;
  /** Why the last save failed, for people. */
  readonly trouble: string | null;
};

const storageKey = 'plugsight-params';

export const useDraftState = create<Draft>(() => ({ text: null, saved: null, trouble: null }));

export function editDraft(text: string): void {
  useDraftState.setState({ text });
  sessionStorage.setItem(storageKey, text);
}

/** The file was read, or written: a draft that was the same as before follows it, one that is being edited stays. */
export function adoptFile(saved: string | null, first: () => string): void {
  const { text, saved: before } = useDraftState.getState();
  const kept = text ?? sessionStorage.getItem(storageKey);
  const isUntouched = kept === null || kept === before;
  if (isUntouched) useDraftState.setState({ text: saved ?? kept ?? first(), saved });
  else useDraftState.setState({ text: kept, saved });
}

export function wasSaved(saved: string): void {
  useDraftState.setState({ saved, trouble: null });
  if (useDraftState.getState().text === saved) sessionStorage.removeItem(storageKey);
}

export function wasNotSaved(trouble: string): void {
  useDraftState.setState({ trouble });
}
