import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BenchOptions } from './bench.ts';

/** `--quick`, `--data <dir>` and any `--key [value]`; the data folder defaults to `../shared/data` where that exists. */
export function parseBenchArguments(words: readonly string[]): BenchOptions {
  const settings: Record<string, string> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word.startsWith('--')) throw new Error(`"${word}" is not an option; options look like --name value.`);
    const next = words[index + 1];
    const hasValue = next !== undefined && !next.startsWith('--');
    settings[word.slice(2)] = hasValue ? next : 'true';
    if (hasValue) index += 1;
  }
  const { quick, data, ...others } = settings;
  return { quick: quick !== undefined, dataFolder: findDataFolder(data), settings: others };
}

function findDataFolder(given: string | undefined): string | undefined {
  const folder = resolve(given ?? '../shared/data');
  if (existsSync(folder)) return folder;
  if (given !== undefined) throw new Error(`The data folder ${folder} does not exist.`);
  return undefined;
}
