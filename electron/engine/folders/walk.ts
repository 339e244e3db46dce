import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundFile } from './scan.ts';
import { isPassedOver, isWorkspace, shownPath } from './scan.ts';

/** Like `scanFolder`, without holding the engine up and in no order; ends at `most` files. A folder that cannot be read is passed over. */
export async function walkFolder(
  folder: string,
  most: number,
  signal?: AbortSignal,
): Promise<{ readonly files: FoundFile[]; readonly isWhole: boolean }> {
  const files: FoundFile[] = [];
  const open = [folder];
  while (open.length > 0) {
    const at = open.pop() ?? folder;
    let entries: Awaited<ReturnType<typeof opendir>>;
    try {
      entries = await opendir(at);
    } catch (error) {
      if (at === folder) throw error;
      continue;
    }
    for await (const entry of entries) {
      if (signal?.aborted || files.length >= most) return { files, isWhole: false };
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (!isPassedOver(entry.name) && !isWorkspace(path)) open.push(path);
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        files.push({ path: shownPath(folder, path), absolutePath: path });
      }
    }
  }
  return { files, isWhole: true };
}
