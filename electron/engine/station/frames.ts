import { extname } from 'node:path';
import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { scanFolder } from '../folders/index.ts';
import { rawPath } from '../sources/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const pictures = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.tif', '.tiff', '.pgm']);

export type Frames = { readonly source: string; readonly paths: readonly string[] };

const rowSchema = z.object({ storage: z.enum(['copy', 'reference']), stored_path: z.string() });

/** At most this many of a workspace's pictures are replayed, the newest: a shift's worth and more. */
const mostFrames = 2000;

/** The frames to replay, in the order they were taken: of a folder, or of the workspace where none is named. */
export function framesOf(workspace: Workspace, folder: string | null): Result<Frames> {
  if (folder !== null) {
    const paths = scanFolder(folder)
      .map(({ absolutePath }) => absolutePath)
      .filter((path) => pictures.has(extname(path).toLowerCase()));
    if (paths.length === 0)
      return failure(
        'nothing-to-do',
        `There are no pictures in ${folder}. Nothing was started. Choose a folder of frames.`,
      );
    return success({ source: folder, paths });
  }
  const newestFirst = rows(
    workspace.store,
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
  const paths = newestFirst.map((row) =>
    rawPath(workspace.folder, { storage: row.storage, storedPath: row.stored_path }),
  );
  return success({ source: 'pictures of this workspace', paths: paths.reverse() });
}
