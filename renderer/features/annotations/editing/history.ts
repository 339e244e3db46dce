import type { Work } from './work.ts';

/** One step of work on one image; small steps by key in a row are one. */
export type Step = {
  readonly imageId: string;
  readonly before: Work;
  readonly after: Work;
  /** Done with the image in its queue, before the step and after it: taken back and repeated with the label. */
  readonly wasDone: boolean;
  readonly isDone: boolean;
  /** Steps with the same mark, one after the other, are undone together. */
  readonly run: string | null;
};

export type History = { readonly done: readonly Step[]; readonly undone: readonly Step[] };

export const noHistory: History = { done: [], undone: [] };
const kept = 500;

export function withStep({ done }: History, step: Step): History {
  const last = done.at(-1);
  const goesOn = step.run !== null && last?.run === step.run && last.imageId === step.imageId;
  const next = goesOn
    ? [...done.slice(0, -1), { ...step, before: last.before, wasDone: last.wasDone }]
    : [...done, step];
  return { done: next.slice(-kept), undone: [] };
}

/** The step that is taken back, and the history after it; null: there is none. */
export function undone({ done, undone }: History): { readonly step: Step; readonly history: History } | null {
  const step = done.at(-1);
  return step ? { step, history: { done: done.slice(0, -1), undone: [...undone, step] } } : null;
}

export function redone({ done, undone }: History): { readonly step: Step; readonly history: History } | null {
  const step = undone.at(-1);
  return step ? { step, history: { done: [...done, step], undone: undone.slice(0, -1) } } : null;
}

/** Somebody else's label came in: what was done to the one before cannot be taken back any more. */
export function without({ done, undone }: History, imageId: string): History {
  const others = (steps: readonly Step[]) => steps.filter((step) => step.imageId !== imageId);
  return { done: others(done), undone: others(undone) };
}
