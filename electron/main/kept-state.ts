import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { windowStateSchema } from './decide/window-state.ts';

const keptSchema = z.object({
  window: windowStateSchema.nullable().default(null),
  workspace: z.string().nullable().default(null),
  /** Workspaces that were opened, the last one first. */
  recent: z.array(z.string()).default([]),
});
export type Kept = z.infer<typeof keptSchema>;

/** What the shell remembers between two starts; a damaged file counts as none. */
export function readKept(path: string): Kept {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return keptSchema.parse({});
  }
}

/** Whole or not at all. Losing it loses a window's place: nothing is said when it cannot be written. */
export function writeKept(path: string, kept: Kept): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(kept));
    renameSync(`${path}.new`, path);
  } catch {
    // A full or read-only disk: the window opens in its usual place next time.
  }
}
