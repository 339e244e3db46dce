/** Pause before the n-th start in a row that did not last, in ms; null: give up, somebody has to look. */
export function pauseBeforeStart(failuresInARow: number): number | null {
  return [0, 300, 1000, 3000, 10_000, 10_000][failuresInARow] ?? null;
}

/** An engine that ran this long before it ended counts as one that had started well. */
export const steadyMs = 60_000;

export function failuresAfter(failuresInARow: number, ranMs: number): number {
  return ranMs >= steadyMs ? 1 : failuresInARow + 1;
}
