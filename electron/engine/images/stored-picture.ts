import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { rawPath } from '../sources/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const rowSchema = z.object({
  path: z.string(),
  storage: z.enum(['copy', 'reference']),
  stored_path: z.string(),
});

export type StoredPicture = {
  /** As people know it. */
  readonly name: string;
  /** Where it lies now, absolute. */
  readonly path: string;
};

/** Where the raw file of an image lies, as the database says; whether it is there is for the reader to find out. */
export function storedPicture(workspace: Pick<Workspace, 'store' | 'folder'>, imageId: string): Result<StoredPicture> {
  const [row] = rows(workspace.store, rowSchema, 'SELECT path, storage, stored_path FROM image WHERE id = @imageId', {
    imageId,
  });
  if (!row) return failure('not-found', 'This image is not in the workspace.');
  const path = rawPath(workspace.folder, { storage: row.storage, storedPath: row.stored_path });
  return success({ name: row.path, path });
}
