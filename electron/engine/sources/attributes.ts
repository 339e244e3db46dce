import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { FoundFile } from '../folders/index.ts';

/** What a table beside the pictures says of each: `scenes.csv` or `attributes.csv`, a column `file`, further columns of any name. */
export type Attributes = Readonly<Record<string, string>>;

const tableNames = ['attributes.csv', 'scenes.csv'];

/** Attributes by image path as the import shows it, or why the table cannot be read: the pictures then come in without it. */
export function readAttributes(files: readonly FoundFile[]): Result<ReadonlyMap<string, Attributes>> {
  const table = files.find(({ path }) => tableNames.includes(path.toLowerCase()));
  if (!table) return success(new Map());
  try {
    const rows: Record<string, string>[] = parse(readFileSync(table.absolutePath), {
      bom: true,
      columns: true,
      skip_empty_lines: true,
      trim: true,
    });
    return success(new Map(rows.flatMap(({ file, ...rest }) => (file ? [[file, rest] as const] : []))));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      'file-unreadable',
      `${table.path} cannot be read as a table (${why}). The pictures came in without what it says. Correct it, then import into a new workspace.`,
      { file: table.path },
    );
  }
}
