import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import type { LiveSource } from '../../../shared/contract/station.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { scanFolder } from '../folders/index.ts';
import { rawPath } from '../sources/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { watchedFrames } from './watched-frames.ts';

const pictures = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff', '.pgm']);

export function isPicture(name: string): boolean {
  return pictures.has(extname(name).toLowerCase());
}

/** `fileAt`: when the file was written; null: it is gone. */
export type FrameFile = { readonly path: string; readonly fileAt: string | null };

export type Frames = {
  /** How many are replayed; null where a folder is watched. */
  readonly count: number | null;
  /** The next frame, as soon as there is one; null once `signal` is aborted. */
  readonly next: (signal: AbortSignal) => Promise<FrameFile | null>;
  /** Why a watched folder cannot be read now, and how many frames were passed over because others waited. */
  readonly trouble: () => string | null;
  readonly skipped: () => number;
};

/** The frames of a source: replayed in the order they were taken, or as they come into a folder. */
export async function framesOf(workspace: Workspace, source: LiveSource): Promise<Result<Frames>> {
  switch (source.kind) {
    case 'workspace':
      return workspaceFrames(workspace);
    case 'folder':
      return folderFrames(source.folder);
    case 'watched':
      return watchedFrames(source.folder);
  }
}

function folderFrames(folder: string): Result<Frames> {
  const paths = scanFolder(folder)
    .map(({ absolutePath }) => absolutePath)
    .filter(isPicture);
  if (paths.length === 0)
    return failure(
      'nothing-to-do',
      `There are no pictures in ${folder}. Nothing was started. Choose a folder of frames.`,
    );
  return success(replayed(paths));
}

const rowSchema = z.object({ storage: z.enum(['copy', 'reference']), stored_path: z.string() });

/** At most this many of a workspace's pictures are replayed, the newest: a shift's worth and more. */
const mostFrames = 2000;

function workspaceFrames({ store, folder }: Workspace): Result<Frames> {
  const newestFirst = rows(
    store,
    rowSchema,
    'SELECT storage, stored_path FROM image WHERE duplicate_of IS NULL ORDER BY captured_at_local DESC, path DESC LIMIT @mostFrames',
    { mostFrames },
  );
  if (newestFirst.length === 0) {
    return failure(
      'nothing-to-do',
      'There are no pictures in the workspace. Nothing was started. Import some, or choose a folder of frames.',
    );
  }
  const paths = newestFirst.map((row) => rawPath(folder, { storage: row.storage, storedPath: row.stored_path }));
  return success(replayed(paths.reverse()));
}

function replayed(paths: readonly string[]): Frames {
  let at = 0;
  return {
    count: paths.length,
    async next(signal) {
      if (signal.aborted) return null;
      const path = paths[at % paths.length]!;
      at += 1;
      return { path, fileAt: await writtenAt(path) };
    },
    trouble: () => null,
    skipped: () => 0,
  };
}

async function writtenAt(path: string): Promise<string | null> {
  try {
    return (await stat(path)).mtime.toISOString();
  } catch {
    return null;
  }
}
