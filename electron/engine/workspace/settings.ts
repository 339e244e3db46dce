import { z } from 'zod';
import { type Settings, settingsSchema } from '../../../shared/contract/workspace.ts';
import { inTransaction, rows } from '../store/index.ts';
import type { Workspace } from './workspace.ts';

const rowSchema = z.object({ key: z.string(), value: z.string() });

export function readSettings({ store }: Pick<Workspace, 'store'>): Settings {
  const entries = rows(store, rowSchema, 'SELECT key, value FROM setting').map((row) => [
    row.key,
    JSON.parse(row.value),
  ]);
  return settingsSchema.parse(Object.fromEntries(entries));
}

/** Sets the keys of `changes`; null removes one. Answers all settings as they are then. */
export function changeSettings(workspace: Pick<Workspace, 'store'>, changes: Settings): Settings {
  const { store } = workspace;
  inTransaction(store, () => {
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) store.prepare('DELETE FROM setting WHERE key = ?').run(key);
      else
        store
          .prepare(
            'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
          )
          .run(key, JSON.stringify(value));
    }
  });
  return readSettings(workspace);
}
