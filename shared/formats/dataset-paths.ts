import { failure, type Problem, type Result, success } from '../domain/problem.ts';
import type { Role } from '../domain/role.ts';
import type { DatasetYaml } from './dataset-yaml.ts';
import { folderOf, isAbsolutePath, joinPath, withSlashes } from './folder-path.ts';
import { splitLines } from './text.ts';

/** Where a role's images are: a folder (looked through with all below it), or a text file with one image a line. */
export type RoleLocation = { readonly kind: 'folder' | 'list'; readonly path: string };
export type DatasetPaths = {
  readonly roles: Readonly<Partial<Record<Role, readonly RoleLocation[]>>>;
  readonly warnings: readonly Problem[];
};

/**
 * Finds the folders a `dataset.yaml` names. The only anchor is the file itself, never a working directory or a setting: first as
 * written (`path`, relative to the file, then the role's path relative to that); where that does not exist, beside the file;
 * where that does not either, without the leading `../` that an export service writes. What was taken instead is said.
 * A `test` or `calibration` folder that does not exist is left out with a warning; `train` or `val` refuses the file.
 *
 * @param folder folder of the file, absolute or relative to whatever `exists` is relative to, with `/`
 */
export function resolveDatasetPaths(
  yaml: DatasetYaml,
  folder: string,
  exists: (path: string) => boolean,
): Result<DatasetPaths> {
  const roles: Partial<Record<Role, readonly RoleLocation[]>> = {};
  const warnings: Problem[] = [];
  const warn = (sentence: string) => warnings.push({ code: 'dataset-yaml-invalid', sentence, file: yaml.file });
  const base = yaml.path === null ? folder : joinPath(folder, yaml.path);
  for (const [role, written] of Object.entries(yaml.roles) as [Role, readonly string[]][]) {
    const found: RoleLocation[] = [];
    for (const path of written) {
      const places = placesFor(path, base, folder);
      const place = places.find(exists);
      if (place === undefined) {
        const sentence = `${yaml.file}: ${role} names ${path}, which does not exist (looked for ${places.join(', ')}).`;
        if (role === 'train' || role === 'val') {
          return failure(
            'dataset-yaml-invalid',
            `${sentence} Nothing was imported. Correct the path; it is read from the folder of ${yaml.file}.`,
            {
              file: yaml.file,
            },
          );
        }
        warn(`${sentence} The rest was imported without it.`);
        continue;
      }
      if (place !== places[0]) {
        warn(
          `${yaml.file}: ${role} names ${shownPath(path, yaml.path)}, which does not exist; ${relativeTo(folder, place)} beside the file was used instead.`,
        );
      }
      found.push({ kind: /\.txt$/i.test(place) ? 'list' : 'folder', path: place });
    }
    if (found.length > 0) roles[role] = found;
  }
  for (const shared of sharedLocations(roles)) {
    warn(
      `${yaml.file}: ${shared.roles.join(' and ')} name the same images (${shared.path}), so figures on them say nothing about new pictures.`,
    );
  }
  return success({ roles, warnings });
}

/** Places to look at, in order, without repeats. */
function placesFor(path: string, base: string, folder: string): string[] {
  const withoutUp = path.replace(/^(\.\.\/)+/, '');
  const places = [joinPath(base, path), joinPath(folder, path)];
  if (withoutUp !== path) places.push(joinPath(base, withoutUp), joinPath(folder, withoutUp));
  return [...new Set(places)];
}

function shownPath(path: string, base: string | null): string {
  return base === null || isAbsolutePath(path) ? path : `${path} (in ${base})`;
}

function relativeTo(folder: string, path: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function sharedLocations(roles: DatasetPaths['roles']): { readonly path: string; readonly roles: readonly string[] }[] {
  const owners = new Map<string, string[]>();
  for (const [role, locations] of Object.entries(roles)) {
    for (const path of new Set(locations.map((location) => location.path))) {
      owners.set(path, [...(owners.get(path) ?? []), role]);
    }
  }
  return [...owners].filter(([, owner]) => owner.length > 1).map(([path, owner]) => ({ path, roles: owner }));
}

/** Image paths of a list file: one a line, relative to the list's own folder (`./images/a.png`, `images/a.png`) unless absolute. Blank lines mean nothing. */
export function readImageList(text: string, listPath: string): string[] {
  return splitLines(text)
    .map((line) => withSlashes(line.trim()))
    .filter((line) => line !== '')
    .map((line) => joinPath(folderOf(listPath), line));
}
