import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** One import as written: the file that has it, and where it points (a path in the repository, or a package). */
export type Import = {
  readonly file: string;
  readonly line: number;
  readonly target: string;
  readonly isPackage: boolean;
};

const rooms = ['shared', 'electron', 'renderer'];

/** Every import of the product's code, paths relative to the repository with `/`. */
export function productImports(root: string): Import[] {
  return rooms.flatMap((room) => sourceFiles(join(root, room))).flatMap((path) => importsOf(root, path));
}

function sourceFiles(folder: string): string[] {
  let entries: string[] = [];
  try {
    entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return entries.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}

const pattern = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/;

function importsOf(root: string, path: string): Import[] {
  const file = relative(root, path).split(sep).join('/');
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      const found = /^\s*(?:import|export|\}|const .*import\()/.test(text) ? pattern.exec(text)?.[1] : undefined;
      if (found === undefined) return [];
      const isPackage = !found.startsWith('.');
      return [{ file, line: at + 1, target: isPackage ? found : posix.join(dirname(file), found), isPackage }];
    });
}
