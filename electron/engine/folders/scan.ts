import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { compareNaturally } from '../../../shared/domain/natural-sort.ts';

/** Files of one import. `path` is how people see it: relative to the folder with `/`, or absolute where it lies outside. */
export type FoundFile = { readonly path: string; readonly absolutePath: string };

/** Every file below a folder in natural order; hidden folders and system folders are passed over. */
export function scanFolder(folder: string): FoundFile[] {
  return walk(folder)
    .map((absolutePath) => ({ path: shownPath(folder, absolutePath), absolutePath }))
    .sort((a, b) => compareNaturally(a.path, b.path));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : walk(path);
    // A link to a picture counts as the picture; a link to a folder could lead in circles and is not followed.
    return entry.isFile() || (entry.isSymbolicLink() && isFile(path)) ? [path] : [];
  });
}

function isPassedOver(name: string): boolean {
  return (
    name.startsWith('.') || ['$RECYCLE.BIN', 'System Volume Information', '__MACOSX', 'node_modules'].includes(name)
  );
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Adds what lies in further folders (a `dataset.yaml` may point beside its own folder), each file once. */
export function withFurtherFolders(
  folder: string,
  found: readonly FoundFile[],
  further: readonly string[],
): FoundFile[] {
  const all = new Map(found.map((file) => [file.absolutePath, file]));
  for (const extra of further) {
    if (!existsSync(extra) || isInside(folder, extra)) continue;
    for (const absolutePath of walk(extra))
      all.set(absolutePath, { path: shownPath(folder, absolutePath), absolutePath });
  }
  return [...all.values()].sort((a, b) => compareNaturally(a.path, b.path));
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

function shownPath(folder: string, absolutePath: string): string {
  const path = isInside(folder, absolutePath) ? relative(folder, absolutePath) : resolve(absolutePath);
  return path.split(sep).join('/');
}
