import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { killPoint } from '../../platform/index.ts';
import { migrations } from './migrations/index.ts';

export type Store = Database.Database;

/**
 * Opens (and creates or migrates) the workspace's database. WAL with `synchronous=FULL`: what is committed survives a power cut.
 * `locking_mode=EXCLUSIVE`: the engine is the only opener; the lock goes with the process, however it ends.
 * Problems: `workspace-locked`, `workspace-newer`, `workspace-unreadable`.
 */
export function openStore(path: string, options: { readonly create: boolean }): Result<Store> {
  if (!options.create && !existsSync(path)) {
    return failure(
      'workspace-missing',
      `There is no workspace here: ${path} does not exist. Make one with "plugsight init", or name the right folder with --workspace.`,
    );
  }
  let store: Store | undefined;
  try {
    store = new Database(path, { timeout: 2000 });
    store.pragma('locking_mode = EXCLUSIVE');
    store.pragma('journal_mode = WAL');
    store.pragma('synchronous = FULL');
    store.pragma('foreign_keys = ON');
    // The first write takes the exclusive lock now, not at some later moment.
    store.exec('BEGIN IMMEDIATE; COMMIT;');
  } catch (error) {
    store?.close();
    if (isBusy(error)) {
      return failure(
        'workspace-locked',
        `Another engine has this workspace open: ${path}. Nothing was changed. Close the other window or command, then try again.`,
      );
    }
    const unreadable = unreadableStore(path, error);
    if (unreadable) return unreadable;
    throw error;
  }
  killPoint('store.opened');
  const version = store.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) {
    store.close();
    return failure(
      'workspace-newer',
      `This workspace was written by a newer Plugsight (schema ${version}, this program knows ${migrations.length}). Nothing was changed. Start the newer program.`,
    );
  }
  for (let next = version; next < migrations.length; next++) {
    inTransaction(store, () => {
      store.exec(migrations[next]);
      store.pragma(`user_version = ${next + 1}`);
      killPoint('store.migrating');
    });
    killPoint('store.migrated');
  }
  return success(store);
}

/** The one way to write: all or nothing, begun as a writer so that it cannot fail half-way for want of the lock. */
export function inTransaction<T>(store: Store, write: () => T): T {
  const isOutermost = !store.inTransaction;
  const result = store.transaction(write).immediate();
  if (isOutermost) for (const listener of commitListeners.get(store) ?? []) listener();
  return result;
}

const commitListeners = new WeakMap<Store, (() => void)[]>();

/** Calls `listener` after every committed transaction of `inTransaction`, outermost ones only. */
export function onCommit(store: Store, listener: () => void): void {
  commitListeners.set(store, [...(commitListeners.get(store) ?? []), listener]);
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** A file that may not be written, a failing disk, or no database at all; null for any other error. */
function unreadableStore(path: string, error: unknown): Result<never> | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const isForbidden = /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM)/.test(error.code);
  const isDamaged = /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
  if (isForbidden) {
    const sentence = `The workspace cannot be opened for writing: ${path} (${error.code}). Nothing was changed. Check that this user may write in its folder and that the disk works.`;
    return failure('workspace-unreadable', sentence, { file: path });
  }
  if (isDamaged) {
    const sentence = `The workspace's database is damaged or is no database: ${path} (${error.code}). Nothing was changed; pictures, models and runs beside it are untouched. Put back a copy of the file.`;
    return failure('workspace-unreadable', sentence, { file: path });
  }
  return null;
}

/** The schema as SQLite holds it, sorted: compared with the committed `schema.sql`. */
export function schemaText(store: Store): string {
  const rows = store
    .prepare<[], { sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    )
    .all();
  return `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`;
}
