import { create } from 'zustand';

/** A model comes in by one call and not by a job, so the window remembers itself that the last one was refused. */
export const useImportOutcome = create<{ readonly hasFailed: boolean }>(() => ({ hasFailed: false }));

export function importEnded(how: 'done' | 'failed'): void {
  useImportOutcome.setState({ hasFailed: how === 'failed' });
}
