import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  atomicWrite,
  removeTemporaryFiles,
  sha256,
  sha256OfFile,
  temporaryMark,
} from '../../electron/platform/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesModule = fileURLToPath(new URL('../../electron/platform/files.ts', import.meta.url));

/** Writes "new" over a file in a child that dies at the given stage. */
function writeAndDie(path: string, stage: string): number | null {
  const code = `const { atomicWrite } = await import(${JSON.stringify(filesModule)}); atomicWrite(${JSON.stringify(path)}, 'new', { stage: 'write' });`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, PLUGSIGHT_KILL_AT: stage },
  });
  return child.status;
}

test('a file killed before its rename keeps its old content and leaves only a marked temporary file', () => {
  const path = join(folder, 'file.txt');
  writeFileSync(path, 'old');
  expect(writeAndDie(path, 'write-temp')).toBeNull();
  expect(readFileSync(path, 'utf8')).toBe('old');
  const left = readdirSync(folder).filter((name) => name !== 'file.txt');
  expect(left).toHaveLength(1);
  expect(left[0].startsWith(temporaryMark)).toBe(true);
  expect(removeTemporaryFiles(folder)).toBe(1);
  expect(readdirSync(folder)).toEqual(['file.txt']);
});

test('a file killed after its rename has its new content', () => {
  const path = join(folder, 'file.txt');
  writeFileSync(path, 'old');
  expect(writeAndDie(path, 'write-renamed')).toBeNull();
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('a write that fails removes its temporary file and leaves the target as it was', () => {
  const path = join(folder, 'target');
  atomicWrite(join(path, 'inside.txt'), 'a folder stands where the file should go');
  expect(() => atomicWrite(path, 'x')).toThrow();
  expect(readdirSync(folder)).toEqual(['target']);
  expect(existsSync(join(path, 'inside.txt'))).toBe(true);
});

test('a file hashed in pieces has the hash of its bytes', async () => {
  const path = join(folder, 'bytes');
  const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251);
  writeFileSync(path, bytes);
  expect(await sha256OfFile(path)).toBe(sha256(bytes));
});
