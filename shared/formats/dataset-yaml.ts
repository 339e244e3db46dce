import { isAlias, isMap, isScalar, isSeq, type Node, stringify } from 'yaml';
import { failure, type Problem, type Result, success } from '../domain/problem.ts';
import type { Role } from '../domain/role.ts';
import { readNames } from './dataset-names.ts';
import { withSlashes } from './folder-path.ts';
import { parseYamlFile, type YamlFile } from './yaml-document.ts';

/** A `dataset.yaml` as written: class names in order of their ids, and per role the folders or list files it names, with `/`. */
export type DatasetYaml = {
  readonly file: string;
  readonly classes: readonly string[];
  /** The `path` key: folder that the others are relative to; null when absent. */
  readonly path: string | null;
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly warnings: readonly Problem[];
};

const kept = 'Nothing was imported.';

/** Spellings of a role's key; the family's trainers take `validation` for `val`, an export service writes `valid` as a folder. */
const roleKeys: Readonly<Record<Role, readonly string[]>> = {
  train: ['train'],
  val: ['val', 'validation', 'valid'],
  calibration: ['calibration'],
  test: ['test'],
};

/**
 * Reads `dataset.yaml` (YAML 1.2). Refused with line and sentence: keys given twice, names that do not count from 0, names that are
 * not plain text, an `nc` that disagrees, backslashes in double quotes, no role at all. Keys of other tools are left alone.
 */
export function parseDatasetYaml(text: string, file = 'dataset.yaml'): Result<DatasetYaml> {
  const yaml = parseYamlFile(text, file, 'dataset-yaml-invalid', kept);
  if (!yaml.ok) return yaml;
  const root = yaml.value.document.contents;
  if (!isMap(root)) throw new Error('parseYamlFile lets only mappings through');
  const names = readNames(yaml.value, kept);
  if (!names.ok) return names;
  const path = readPaths(yaml.value, 'path', text);
  if (!path.ok) return path;
  if (path.value !== null && path.value.length > 1)
    return refuse(yaml.value, ['path'], 'path must be one folder, not a list.');
  const roles: Partial<Record<Role, readonly string[]>> = {};
  const warnings: Problem[] = [];
  for (const [role, keys] of Object.entries(roleKeys) as [Role, readonly string[]][]) {
    const given = keys.filter((key) => root.has(key));
    if (given.length > 1) {
      return refuse(yaml.value, [given[1]!], `${given.join(' and ')} mean the same role. Keep one of the two lines.`);
    }
    const [key] = given;
    if (key === undefined) continue;
    const paths = readPaths(yaml.value, key, text);
    if (!paths.ok) return paths;
    if (paths.value !== null) roles[role] = paths.value;
  }
  if (Object.keys(roles).length === 0) {
    return failure(
      'dataset-yaml-invalid',
      `${file} names no images: none of train, val and test is given. ${kept} Add for example "train: train/images".`,
      { file },
    );
  }
  return success({ file, classes: names.value, path: path.value?.[0] ?? null, roles, warnings });
}

/** Paths of one key: a text, or a list of texts; null where the key is absent or has no value. */
function readPaths(yaml: YamlFile, key: string, text: string): Result<readonly string[] | null> {
  const node = followed(yaml, yaml.document.get(key, true));
  if (node === null || (isScalar(node) && node.value === null)) return success(null);
  const items = isSeq(node) ? node.items.map((item) => followed(yaml, item)) : [node];
  const paths: string[] = [];
  for (const [index, item] of items.entries()) {
    const place = isSeq(node) ? [key, index] : [key];
    if (!isScalar(item) || typeof item.value !== 'string' || item.value.trim() === '') {
      const which = isSeq(node) ? `${key}, entry ${index + 1},` : key;
      return refuse(yaml, place, `${which} must be a folder or a text file with one image a line.`);
    }
    const written = item.range ? text.slice(item.range[0], item.range[1]) : '';
    if (item.type === 'QUOTE_DOUBLE' && /\\/.test(written.replaceAll('\\\\', ''))) {
      const shown = `${key} holds a backslash in double quotes, where it starts an escape and changes the path.`;
      return refuse(yaml, place, `${shown} Write it in single quotes, or with / instead of the backslash.`);
    }
    paths.push(withSlashes(item.value.trim()));
  }
  if (paths.length === 0) return success(null);
  return success(paths);
}

function followed(yaml: YamlFile, node: unknown): Node | null {
  if (isAlias(node)) return node.resolve(yaml.document) ?? null;
  return isScalar(node) || isMap(node) || isSeq(node) ? node : null;
}

function refuse(yaml: YamlFile, path: readonly (string | number)[], what: string) {
  const line = yaml.lineOf(path);
  return failure('dataset-yaml-invalid', `${yaml.file}, line ${line}: ${what} ${kept}`, { file: yaml.file, line });
}

/**
 * The file that other tools read. Without `path`, they resolve the folders from the file's own place, so the dataset can be moved.
 * Names are always quoted: readers of YAML 1.1 would turn `no` into False. A `calibration` key is one that they do not know and
 * pass over.
 */
export function writeDatasetYaml(dataset: {
  readonly classes: readonly string[];
  /** Folder of each role's images, relative to the file, with `/`. */
  readonly roles: Readonly<Partial<Record<Role, string>>>;
}): string {
  const roles = (['train', 'val', 'test', 'calibration'] as const).flatMap((role) => {
    const folder = dataset.roles[role];
    return folder === undefined ? [] : [[role, folder] as const];
  });
  const content = {
    ...Object.fromEntries(roles),
    nc: dataset.classes.length,
    names: new Map(dataset.classes.map((name, index) => [index, name])),
  };
  return stringify(content, {
    version: '1.2',
    schema: 'core',
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
}
