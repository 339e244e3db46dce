import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { FoundFile } from '../folders/index.ts';

/** What a table beside the pictures says of each: `scenes.csv` or `attributes.csv`, a column `file`, further columns of any name. */
export type Attributes = Readonly<Record<string, string>>;

const tableNames = ['attributes.csv', 'scenes.csv'];

/** Attributes by image path as the import shows it. A table that cannot be read says nothing; pictures come in without it. */
export function readAttributes(files: readonly FoundFile[]): ReadonlyMap<string, Attributes> {
  const table = files.find(({ path }) => tableNames.includes(path.toLowerCase()));
  if (!table) return new Map();
  const rows: Record<string, string>[] = parse(readFileSync(table.absolutePath), {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    trim: true,
  });
  return new Map(rows.flatMap(({ file, ...rest }) => (file ? [[file, rest] as const] : [])));
}
