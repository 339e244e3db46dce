import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction, openStore, type Store, schemaText } from '../../electron/engine/store/index.ts';

let folder: string;
const open: Store[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-store-'));
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function openOrThrow(create = true): Store {
  const result = openStore(join(folder, 'plugsight.db'), { create });
  if (!result.ok) throw new Error(result.problem.sentence);
  open.push(result.value);
  return result.value;
}

const snapshotPath = fileURLToPath(new URL('../../electron/engine/store/schema.sql', import.meta.url));

test('the committed schema.sql is what the migrations make (after a change: PLUGSIGHT_WRITE_SCHEMA=1 npm test -- tests/engine/store)', () => {
  const text = schemaText(openOrThrow());
  if (process.env.PLUGSIGHT_WRITE_SCHEMA) writeFileSync(snapshotPath, text);
  expect(text).toBe(readFileSync(snapshotPath, 'utf8'));
});

test('a database is written through: WAL, every commit synced, foreign keys held', () => {
  const store = openOrThrow();
  expect(store.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(store.pragma('synchronous', { simple: true })).toBe(2);
  expect(() =>
    store.prepare("INSERT INTO image_location (folder, path, image_id) VALUES ('f', 'p', 'nobody')").run(),
  ).toThrow(/FOREIGN KEY/);
});

test('a second opener is told who has it and changes nothing', () => {
  openOrThrow();
  const second = openStore(join(folder, 'plugsight.db'), { create: false });
  expect(second).toMatchObject({ ok: false, problem: { code: 'workspace-locked' } });
});

test('after the first has closed it, the next opens it', () => {
  openOrThrow().close();
  expect(openOrThrow(false).pragma('user_version', { simple: true })).toBeGreaterThan(0);
});

test('a folder without a workspace is named, not silently made into one', () => {
  expect(openStore(join(folder, 'plugsight.db'), { create: false })).toMatchObject({
    ok: false,
    problem: { code: 'workspace-missing' },
  });
});

test('a workspace of a newer program is left alone', () => {
  const store = openOrThrow();
  store.pragma('user_version = 999');
  store.close();
  expect(openStore(join(folder, 'plugsight.db'), { create: false })).toMatchObject({
    ok: false,
    problem: { code: 'workspace-newer' },
  });
});

test('a transaction that throws writes nothing', () => {
  const store = openOrThrow();
  expect(() =>
    inTransaction(store, () => {
      store.prepare("INSERT INTO class (position, name) VALUES (0, 'plug')").run();
      throw new Error('on purpose');
    }),
  ).toThrow('on purpose');
  expect(store.prepare('SELECT count(*) AS n FROM class').get()).toEqual({ n: 0 });
});

test('a file that is no database is refused in a sentence and left as it is', () => {
  const path = join(folder, 'plugsight.db');
  writeFileSync(path, 'no database '.repeat(100));
  const result = openStore(path, { create: false });
  expect(result).toMatchObject({ ok: false, problem: { code: 'workspace-unreadable', file: path } });
  expect(readFileSync(path, 'utf8')).toBe('no database '.repeat(100));
});
