import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file below, by its path relative to `root` with `/`. */
export function filesBelow(root: string, folder = root): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Parts of a workspace whose bytes depend on nothing but what went in: no times, no paths of this machine. */
const determined = [/^images\//, /^datasets\//, /^models\/.*\.(onnx|safetensors)$/, /^runs\/.*\/params\.yaml$/];

/** SHA-256 of every file that has to be the same in each workspace with the same content. */
export function determinedFiles(workspace: string): Map<string, string> {
  const paths = filesBelow(workspace).filter((path) => determined.some((pattern) => pattern.test(path)));
  return new Map(paths.map((path) => [path, hashOf(join(workspace, path))]));
}
