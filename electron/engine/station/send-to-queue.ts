import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LiveFrame, SentToQueue } from '../../../shared/contract/station.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { JobControl } from '../jobs/index.ts';
import { enqueueChosen } from '../labelling/index.ts';
import { importAndClear } from '../sources/index.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { liveStatus } from './live.ts';

/**
 * Puts frames the station judged into the label queue, those that are no pictures of the workspace yet as copies. Frames lie in the
 * history for a minute or so: the files are copied before anything else.
 */
export async function sendToQueue(
  workspace: Workspace,
  { serials, author }: { readonly serials: readonly number[]; readonly author: string },
  control: JobControl,
): Promise<Result<SentToQueue>> {
  const frames = liveStatus(workspace).history.filter(({ serial }) => serials.includes(serial));
  const folder = join(layout.uploads(workspace.folder), `live-${randomUUID()}`);
  control.report({ activity: 'taking the frames', total: serials.length, unit: 'frames' });
  const kept = await keepFrames(workspace, frames, folder);
  const gone = serials.length - kept.ids.length;
  if (kept.ids.length === 0) {
    return failure(
      'nothing-to-do',
      'None of these frames is there any more: their files were removed. Nothing was put into the queue.',
    );
  }
  if (kept.copies > 0) {
    const imported = await importAndClear(workspace, { ...asImport, folder, author }, control);
    if (!imported.ok) return imported;
  }
  const known = kept.ids.filter((id) => isKnown(workspace, id));
  if (known.length === 0) {
    return failure(
      'nothing-to-do',
      'None of these frames could be read as a picture. Nothing was put into the queue; the import says why.',
    );
  }
  const queued = enqueueChosen(workspace, known);
  if (!queued.ok) return queued;
  return success({ images: known, imported: kept.copies, gone });
}

const asImport = {
  storage: 'copy',
  source: 'live',
  preparation: null,
  classes: null,
  labels: 'none',
} as const;

/** Copies what is no picture of the workspace yet; answers the ids all of them have or will have. */
async function keepFrames(
  workspace: Workspace,
  frames: readonly LiveFrame[],
  folder: string,
): Promise<{ readonly ids: string[]; readonly copies: number }> {
  const ids = new Set<string>();
  const names = new Set<string>();
  let copies = 0;
  for (const { path, name } of frames) {
    if (!(await stat(path).catch(() => null))?.isFile()) continue;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const id = hash.digest('hex');
    if (!ids.has(id) && !isKnown(workspace, id)) {
      // A name may tell time and machine cycle, so it stays; frames of different folders may share one.
      const place = names.has(name) ? join(folder, String(copies)) : folder;
      await mkdir(place, { recursive: true });
      await copyFile(path, join(place, name));
      names.add(name);
      copies += 1;
    }
    ids.add(id);
  }
  return { ids: [...ids], copies };
}

function isKnown({ store }: Workspace, id: string): boolean {
  return Boolean(store.prepare('SELECT 1 FROM image WHERE id = ?').get(id));
}
