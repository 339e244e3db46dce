import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { failure, type Result, success } from '../domain/problem.ts';
import { nameProblem } from './classes.ts';
import type { YamlFile } from './yaml-document.ts';

type Entry = { readonly key: string; readonly node: Node | null; readonly path: readonly (string | number)[] };

/** `names` of a `dataset.yaml`, as a list or as a mapping from 0, checked against `nc`. */
export function readNames(yaml: YamlFile, kept: string): Result<readonly string[]> {
  const refuse = (path: readonly (string | number)[], what: string) => {
    const line = yaml.lineOf(path);
    return failure('dataset-yaml-invalid', `${yaml.file}, line ${line}: ${what} ${kept}`, { file: yaml.file, line });
  };
  const node = nodeAt(yaml, 'names');
  if (node === null) {
    return failure(
      'dataset-yaml-invalid',
      `${yaml.file} has no names, so nobody knows what class 0 is. ${kept} Add for example "names: ['plug']".`,
      { file: yaml.file },
    );
  }
  const entries = entriesOf(node);
  if (entries === null || entries.length === 0) {
    return refuse(['names'], `names must list the classes, for example "names: ['plug', 'no_plug']".`);
  }
  if (isMap(node)) {
    const keys = entries.map(({ key }) => key);
    const ordered = [...keys].sort((a, b) => Number(a) - Number(b));
    if (!ordered.every((key, index) => key === String(index))) {
      return refuse(
        ['names'],
        `names must count from 0 without a gap, but its keys are ${ordered.join(', ')}. Either the names or the ids in the label files are off; only a person can say which. Number the names from 0 and check a few labels.`,
      );
    }
    entries.sort((a, b) => Number(a.key) - Number(b.key));
  }
  const names: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const name = plainText(isAlias(entry.node) ? (entry.node.resolve(yaml.document) ?? null) : entry.node);
    if (name === null) return refuse(entry.path, notText(entry, index, isMap(node)));
    const problem = nameProblem(name.trim(), names);
    if (problem !== null) return refuse(entry.path, `names, entry ${index + 1}: ${problem}`);
    names.push(name.trim().normalize('NFC'));
  }
  return countProblem(yaml, names, refuse) ?? success(names);
}

function entriesOf(node: Node): Entry[] | null {
  if (isSeq(node)) {
    return node.items.map((item, index) => ({ key: String(index), node: item as Node, path: ['names', index] }));
  }
  if (isMap(node)) {
    return node.items.map((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '?';
      return { key, node: pair.value as Node | null, path: ['names', key] };
    });
  }
  return null;
}

/** Text as it stands in the file: unquoted `true` and `1.0` are names like any other. Null for what is not text. */
function plainText(node: Node | null): string | null {
  if (!isScalar(node) || node.value === null) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function notText(entry: Entry, index: number, mapping: boolean): string {
  const place = `names, entry ${index + 1},`;
  const [pair] = isMap(entry.node) ? entry.node.items : [];
  if (pair !== undefined && isScalar(pair.key)) {
    const value = isScalar(pair.value) ? String(pair.value.source ?? pair.value.value ?? '') : '...';
    const text = `${pair.key.value}: ${value}`.replaceAll("'", "''");
    return `${place} is read as a key with a value because of its colon. Put it in quotes: ${mapping ? `${entry.key}: ` : '- '}'${text}'.`;
  }
  if (entry.node === null || isScalar(entry.node))
    return `${place} is empty. Give the class a name, in quotes if needed.`;
  return `${place} is not a text. Write one name per class, in quotes if it holds special characters.`;
}

function countProblem(
  yaml: YamlFile,
  names: readonly string[],
  refuse: (path: readonly (string | number)[], what: string) => ReturnType<typeof failure>,
): ReturnType<typeof failure> | null {
  const node = nodeAt(yaml, 'nc');
  if (node === null) return null;
  const nc = isScalar(node) ? node.value : undefined;
  if (nc === names.length) return null;
  const shown = isScalar(node) ? String(node.source ?? node.value) : 'not a number';
  const count = names.length === 1 ? '1 name' : `${names.length} names`;
  return refuse(
    ['nc'],
    `nc is ${shown}, but names lists ${count} (${names.join(', ')}). One of the two is out of date; correct it.`,
  );
}

/** The node of a key; null where it is absent or has no value. */
function nodeAt(yaml: YamlFile, key: string): Node | null {
  const found = yaml.document.get(key, true) as Node | undefined;
  const node = isAlias(found) ? found.resolve(yaml.document) : found;
  if (node === undefined || (isScalar(node) && node.value === null)) return null;
  return node;
}
