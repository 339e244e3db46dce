import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { pageConfig, pageFolder } from './config.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const stampPath = join(pageFolder, '.sources');

/** Builds the page unless the one that is there was made of the same sources; answers its folder. Takes seconds, once. */
export async function buildPage(): Promise<string> {
  const sources = hashOfSources();
  const isFresh = existsSync(stampPath) && readFileSync(stampPath, 'utf8') === sources;
  if (!isFresh) {
    await build(pageConfig);
    writeFileSync(stampPath, sources);
  }
  return pageFolder;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = ['renderer', 'shared'].flatMap((room) => filesBelow(join(repository, room)));
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
