import type { z } from 'zod';
import type { Store } from './database.ts';

/** Reads rows through their schema: what comes out of the database has the type it says. */
export function rows<S extends z.ZodType>(
  store: Store,
  schema: S,
  sql: string,
  parameters: Record<string, unknown> = {},
): z.output<S>[] {
  return store
    .prepare(sql)
    .all(parameters)
    .map((row) => schema.parse(row));
}

/** A JSON column through its schema. */
export function parseJson<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  return schema.parse(JSON.parse(text));
}
