import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { Workspace } from '../workspace/index.ts';
import { findRun } from './run-rows.ts';

/** How to stop the runs whose trainer works now, by id; a run may be part of any job. */
const runsUnderWay = new WeakMap<Workspace, Map<string, AbortController>>();

function stopsOf(workspace: Workspace): Map<string, AbortController> {
  const known = runsUnderWay.get(workspace) ?? new Map<string, AbortController>();
  runsUnderWay.set(workspace, known);
  return known;
}

/** Does the work while `stopRun` can end it through the signal it is given. */
export async function whileStoppable<T>(
  workspace: Workspace,
  runId: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  stopsOf(workspace).set(runId, stop);
  try {
    return await work(AbortSignal.any([signal, stop.signal]));
  } finally {
    stopsOf(workspace).delete(runId);
  }
}

/** Asks a run to stop after its step, saved. */
export function stopRun(workspace: Workspace, runId: string): Result<{ stopping: boolean }> {
  const found = findRun(workspace, runId);
  if (!found.ok) return found;
  const stop = stopsOf(workspace).get(runId);
  if (!stop) {
    return failure(
      'nothing-to-do',
      `${runId} is not training now (${found.value.summary.state}). Nothing was changed.`,
    );
  }
  stop.abort();
  return success({ stopping: true });
}
