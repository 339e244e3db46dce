import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FolderListing } from '../../../shared/contract/sources.ts';
import { compareNaturally } from '../../../shared/domain/natural-sort.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { isImagePath } from '../../../shared/formats/label-layout.ts';
import { errorCode, isNetworkShare, placesOfMachine } from '../../platform/index.ts';
import { isPassedOver } from '../folders/index.ts';

/** The folders in a folder, for a chooser in the page; null: the home folder. */
export async function browseFolder(asked: string | null): Promise<Result<FolderListing>> {
  const folder = resolve(asked ?? homedir());
  try {
    const [entries, places] = await Promise.all([readdir(folder, { withFileTypes: true }), placesOfMachine()]);
    const folders = entries
      .filter((entry) => entry.isDirectory() && !isPassedOver(entry.name))
      .map(({ name }) => ({ name, path: join(folder, name) }))
      .sort((a, b) => compareNaturally(a.name, b.name));
    const parent = dirname(folder);
    return success({
      folder,
      parent: parent === folder ? null : parent,
      isNetworkShare: isNetworkShare(folder),
      folders,
      pictures: entries.filter((entry) => entry.isFile() && isImagePath(entry.name)).length,
      places,
    });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return failure('not-found', `There is no folder ${folder}. Check the path, or whether the share is connected.`);
    }
    return failure(
      'not-permitted',
      `${folder} cannot be opened (${code}). Choose another folder, or ask for the right to read this one.`,
    );
  }
}
