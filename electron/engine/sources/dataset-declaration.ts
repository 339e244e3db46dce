import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Problem, type Result, success } from '../../../shared/domain/problem.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { type RoleLocation, readImageList, resolveDatasetPaths } from '../../../shared/formats/dataset-paths.ts';
import { parseDatasetYaml } from '../../../shared/formats/dataset-yaml.ts';
import { withSlashes } from '../../../shared/formats/folder-path.ts';
import { decodeText } from '../../../shared/formats/text.ts';
import { isInside } from '../folders/index.ts';

/** What a YOLO dataset's `dataset.yaml` says: its classes, and which pictures belong to which role. */
export type DatasetDeclaration = {
  readonly file: string;
  readonly classes: readonly string[];
  readonly warnings: readonly Problem[];
  /** Folders to look through besides the import's own. */
  readonly folders: readonly string[];
  /** Role of a picture by its absolute path; null: in none of the folders named. */
  roleOf(absolutePath: string): Role | null;
};

const names = ['dataset.yaml', 'dataset.yml', 'data.yaml', 'data.yml'];

/** Reads the declaration at the top of a folder; null where there is none. A wrong one refuses the whole import. */
export function readDatasetDeclaration(folder: string): Result<DatasetDeclaration | null> {
  const file = names.find((name) => existsSync(join(folder, name)));
  if (file === undefined) return success(null);
  const text = decodeText(readFileSync(join(folder, file)), file, 'dataset-yaml-invalid', 'Nothing was imported.');
  if (!text.ok) return text;
  const yaml = parseDatasetYaml(text.value, file);
  if (!yaml.ok) return yaml;
  const paths = resolveDatasetPaths(yaml.value, withSlashes(folder), (path) => existsSync(path));
  if (!paths.ok) return paths;
  const locations = (Object.entries(paths.value.roles) as [Role, readonly RoleLocation[]][]).map(
    ([role, list]) => [role, list] as const,
  );
  const folders = new Set<string>();
  const listed = new Map<string, Role>();
  const roleFolders: { readonly role: Role; readonly folder: string }[] = [];
  for (const [role, list] of locations) {
    for (const location of list) {
      if (location.kind === 'folder') {
        roleFolders.push({ role, folder: resolve(location.path) });
        folders.add(resolve(location.path));
        folders.add(labelFolder(resolve(location.path)));
        continue;
      }
      for (const image of readImageList(readFileSync(location.path, 'utf8'), location.path)) {
        listed.set(resolve(image), role);
        folders.add(dirname(resolve(image)));
        folders.add(labelFolder(dirname(resolve(image))));
      }
    }
  }
  return success({
    file,
    classes: yaml.value.classes,
    warnings: [...yaml.value.warnings, ...paths.value.warnings],
    folders: [...folders],
    roleOf: (absolutePath) =>
      listed.get(absolutePath) ?? roleFolders.find((entry) => isInside(entry.folder, absolutePath))?.role ?? null,
  });
}

/** `.../images/train` has its labels in `.../labels/train`. */
function labelFolder(folder: string): string {
  const parts = folder.split(/[\\/]/);
  const at = parts.lastIndexOf('images');
  if (at >= 0) parts[at] = 'labels';
  return parts.join('/');
}
