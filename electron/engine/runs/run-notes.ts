import { z } from 'zod';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { inTransaction, parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { findRun } from './run-rows.ts';

export type RunNote = { readonly note: string; readonly tags: readonly string[]; readonly notedBy: string | null };

const noteRow = z.object({ run_id: z.string(), note: z.string(), tags: z.string(), author: z.string() });

export function runNotes({ store }: Workspace): ReadonlyMap<string, RunNote> {
  return new Map(
    rows(store, noteRow, 'SELECT run_id, note, tags, author FROM run_note').map((row) => [
      row.run_id,
      { note: row.note, tags: parseJson(z.array(z.string()), row.tags), notedBy: row.author },
    ]),
  );
}

/** Keeps what somebody wants to remember of a run; it replaces what stood there. Tags once each, in their order. */
export function noteRun(
  workspace: Workspace,
  input: { readonly runId: string; readonly note: string; readonly tags: readonly string[]; readonly author: string },
): Result<void> {
  const found = findRun(workspace, input.runId);
  if (!found.ok) return found;
  inTransaction(workspace.store, () => {
    workspace.store
      .prepare(
        `INSERT INTO run_note (run_id, note, tags, author, noted_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (run_id) DO UPDATE SET note = excluded.note, tags = excluded.tags, author = excluded.author, noted_at = excluded.noted_at`,
      )
      .run(
        input.runId,
        input.note.trim(),
        JSON.stringify([...new Set(input.tags.map((tag) => tag.trim()))]),
        input.author,
        new Date().toISOString(),
      );
  });
  return success(undefined);
}
