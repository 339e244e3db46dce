import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { pageConfig, pageFolder, shellConfig, shellFolder } from './config.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the page unless the one that is there was made of the same sources; answers its folder. Takes seconds, once. */
export async function buildPage(): Promise<string> {
  await unlessFresh(pageFolder, ['renderer', 'shared'], () => build(pageConfig));
  return pageFolder;
}

/** The same for the shell's two files. They are made of several rooms of `electron`: all of it counts. */
export async function buildShell(): Promise<string> {
  await unlessFresh(shellFolder, ['electron', 'renderer/build', 'shared'], async () => {
    await build(shellConfig('main'));
    await build(shellConfig('preload'));
  });
  return shellFolder;
}

async function unlessFresh(folder: string, rooms: readonly string[], make: () => Promise<unknown>): Promise<void> {
  const stampPath = join(folder, '.sources');
  const sources = hashOfSources(rooms);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === sources) return;
  await make();
  writeFileSync(stampPath, sources);
}

function hashOfSources(rooms: readonly string[]): string {
  const hash = createHash('sha256');
  const files = rooms.flatMap((room) => filesBelow(join(repository, ...room.split('/'))));
  for (const path of [join(repository, 'package-lock.json'), ...files.sort()]) {
    hash.update(`${relative(repository, path)}\n`);
    hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
    .map((entry) => join(entry.parentPath, entry.name));
}
