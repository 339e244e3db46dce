import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { safeFileName, safeRelativePath } from '../../../shared/formats/safe-file-name.ts';
import { isDiskFull, temporaryName } from '../../platform/index.ts';
import { isInside } from '../folders/index.ts';
import { layout } from '../store/index.ts';

/** What one dropped file may have; the largest picture that is read. */
export const maximumUploadBytes = 32 * 1024 * 1024;
const keptMs = 24 * 60 * 60_000;

/** `path`: the stored file; `folder`: everything that came under the same batch, ready to be imported. Both absolute. */
export type Upload = { readonly path: string; readonly folder: string };

/**
 * Keeps one file a browser sent (a shell knows paths, a browser does not) under `<workspace>/uploads/<batch>/`. `name` may be a path within a dropped
 * folder, so that labels stay beside their pictures; its parts are made safe. Files of one drop share a `batch` chosen by the page.
 */
export async function storeUpload(
  workspace: { readonly folder: string },
  upload: { readonly name: string; readonly batch: string | null; readonly bytes: Uint8Array },
): Promise<Result<Upload>> {
  const folder = join(
    layout.uploads(workspace.folder),
    upload.batch === null ? randomUUID() : safeFileName(upload.batch),
  );
  const path = join(folder, ...safeRelativePath(upload.name).split('/'));
  const temporary = temporaryName(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, upload.bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!isDiskFull(error)) throw error;
    return failure(
      'disk-full',
      `There is no room for ${upload.name} in the workspace. Nothing was imported. Make room, then drop it again.`,
    );
  }
  return success({ path, folder });
}

/** Is this file or folder one that a browser sent? Such a picture cannot be left where it lies. */
export function isUpload(workspace: { readonly folder: string }, path: string): boolean {
  const uploads = layout.uploads(workspace.folder);
  return resolve(path) !== resolve(uploads) && isInside(uploads, resolve(path));
}

/** Removes what was sent together with this path: it has been imported. */
export function removeUpload(workspace: { readonly folder: string }, path: string): void {
  if (!isUpload(workspace, path)) return;
  const uploads = layout.uploads(workspace.folder);
  const [batch] = relative(uploads, resolve(path)).split(sep);
  rmSync(join(uploads, batch), { recursive: true, force: true });
}

/** Removes what was sent more than a day ago and never imported. */
export function removeOldUploads(workspace: { readonly folder: string }, now = Date.now()): void {
  const uploads = layout.uploads(workspace.folder);
  if (!existsSync(uploads)) return;
  for (const batch of readdirSync(uploads)) {
    const path = join(uploads, batch);
    if (now - statSync(path).mtimeMs > keptMs) rmSync(path, { recursive: true, force: true });
  }
}
