import type { Workspace } from '../workspace/index.ts';

/** Answers that take less are always fresh. */
const costlyMs = 40;
/** A costly answer stands for so many times what it cost, so that at most a tenth of the engine's time goes into it. */
const rest = 9;

type Answer = { readonly value: unknown; readonly changes: number; readonly readyAt: number; readonly costMs: number };

const answers = new WeakMap<Workspace['store'], Map<string, Answer>>();
const promised = new WeakMap<Workspace['store'], Set<string>>();

/**
 * An answer that is asked for with every change of the workspace (a mark in the rail) and is not cheap where there are a hundred thousand
 * images. Fresh as long as it costs little; else it may be some seconds old, and everybody who asked is told to ask again once it is time.
 * `key` names the question with its input.
 */
export function atLeisure<T>(workspace: Pick<Workspace, 'store' | 'changes'>, key: string, compute: () => T): T {
  const { store, changes } = workspace;
  const known = answers.get(store) ?? new Map<string, Answer>();
  answers.set(store, known);
  const total = store.prepare('SELECT total_changes()').pluck().get() as number;
  const last = known.get(key);
  if (last !== undefined) {
    if (last.changes === total) return last.value as T;
    const left = last.readyAt + last.costMs * rest - performance.now();
    if (last.costMs > costlyMs && left > 0) {
      promise(store, key, left, () => changes.touch());
      return last.value as T;
    }
  }
  const startedAt = performance.now();
  const value = compute();
  const readyAt = performance.now();
  known.set(key, { value, changes: total, readyAt, costMs: readyAt - startedAt });
  return value;
}

function promise(store: Workspace['store'], key: string, afterMs: number, tell: () => void): void {
  const waiting = promised.get(store) ?? new Set<string>();
  promised.set(store, waiting);
  if (waiting.has(key)) return;
  waiting.add(key);
  setTimeout(() => {
    waiting.delete(key);
    tell();
  }, afterMs).unref();
}
