import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export type SourceStage = { readonly name: string; readonly room: string; readonly file: string };

/** Files that pass on the name somebody else gave. */
const passers = [
  'electron/platform/files.ts',
  'electron/platform/kill-point.ts',
  'electron/vision/store/store-file.ts',
];

/** Every moment that product code names, as a literal: `killPoint('x')`, and the stage of `atomicWrite`, `storeOnce` and `storeFile`. */
export function sourceStages(root: string): { readonly stages: SourceStage[]; readonly unnamed: string[] } {
  const stages: SourceStage[] = [];
  const unnamed: string[] = [];
  const entries = readdirSync(join(root, 'electron'), { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const file = path
      .slice(root.length + 1)
      .split(sep)
      .join('/');
    if (passers.includes(file)) continue;
    const text = readFileSync(path, 'utf8');
    const add = (name: string) => stages.push({ name, room: file.split('/')[1], file });
    for (const [, name] of text.matchAll(/\bkillPoint\(\s*'([^']+)'/g)) add(name);
    const written = [
      ...text.matchAll(/\batomicWrite\([^;]*?\bstage: '([^']+)'/g),
      ...text.matchAll(/(?<!function )\bstore(?:Once|File)\(.*?'([\w.-]+)'/g),
    ];
    for (const [, name] of written) {
      add(`${name}-temp`);
      add(`${name}-renamed`);
    }
    for (const [call] of text.matchAll(/\bkillPoint\([^'][^)]*\)/g)) unnamed.push(`${file}: ${call}`);
  }
  return { stages, unnamed };
}
