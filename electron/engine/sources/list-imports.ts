import { z } from 'zod';
import { importReportSchema } from '../../../shared/contract/sources.ts';
import { parseJson, rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const rowSchema = z.object({
  id: z.int(),
  folder: z.string(),
  storage: z.enum(['copy', 'reference']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  report: z.string().nullable(),
});

/** Imports of this workspace, the newest first. */
export function listImports({ store }: Pick<Workspace, 'store'>) {
  return rows(
    store,
    rowSchema,
    'SELECT id, folder, storage, started_at AS startedAt, finished_at AS finishedAt, report FROM import ORDER BY id DESC LIMIT 100',
  ).map((row) => ({ ...row, report: row.report === null ? null : parseJson(importReportSchema, row.report) }));
}
