import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { compareNaturally } from '../../../shared/domain/natural-sort.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { errorCode } from '../../platform/index.ts';
import { layout } from '../store/index.ts';

/** Files of one import. `path` is how people see it: relative to the folder with `/`, or absolute where it lies outside. */
export type FoundFile = { readonly path: string; readonly absolutePath: string };

/**
 * Every file below a folder in natural order. Hidden folders, system folders and workspaces are passed over: what a workspace keeps
 * would come in a second time. Throws a `ProblemError` where a folder cannot be read.
 */
export function scanFolder(folder: string): FoundFile[] {
  return walk(folder)
    .map((absolutePath) => ({ path: shownPath(folder, absolutePath), absolutePath }))
    .sort((a, b) => compareNaturally(a.path, b.path));
}

function walk(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isPassedOver(entry.name) || isWorkspace(path) ? [] : walk(path);
    // A link to a picture counts as the picture; a link to a folder could lead in circles and is not followed.
    return entry.isFile() || (entry.isSymbolicLink() && isFile(path)) ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const why = errorCode(cause) ?? String(cause);
    throw new ProblemError(
      {
        code: 'file-unreadable',
        sentence: `The folder ${folder} cannot be read (${why}). Nothing was taken from here. Check that you may open it, or move it aside.`,
        file: folder,
      },
      { cause },
    );
  }
}

/** Is this the folder of a workspace, ours or another? */
export function isWorkspace(folder: string): boolean {
  return existsSync(layout.database(folder));
}

export function isPassedOver(name: string): boolean {
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

export function shownPath(folder: string, absolutePath: string): string {
  const path = isInside(folder, absolutePath) ? relative(folder, absolutePath) : resolve(absolutePath);
  return path.split(sep).join('/');
}
