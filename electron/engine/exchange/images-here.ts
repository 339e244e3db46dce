import { z } from 'zod';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const imageRow = z.object({ id: z.string(), path: z.string(), width_px: z.int(), height_px: z.int() });
const locationRow = z.object({ rowid: z.int(), image_id: z.string(), folder: z.string(), path: z.string() });

/** The workspace's pictures as they go to the thread that reads labels. */
export type ImagesHere = {
  readonly images: readonly z.output<typeof imageRow>[];
  readonly locations: readonly z.output<typeof locationRow>[];
};

/** Rows read at once; between two readings the engine answers others. */
const page = 5000;

export async function imagesHere({ store }: Pick<Workspace, 'store'>): Promise<ImagesHere> {
  const images: z.output<typeof imageRow>[] = [];
  for (let after = ''; ; after = images.at(-1)!.id) {
    const found = rows(
      store,
      imageRow,
      'SELECT id, path, width_px, height_px FROM image WHERE id > @after ORDER BY id LIMIT @page',
      { after, page },
    );
    images.push(...found);
    if (found.length < page) break;
    await new Promise((go) => setImmediate(go));
  }
  const locations: z.output<typeof locationRow>[] = [];
  for (let after = 0; ; after = locations.at(-1)!.rowid) {
    const found = rows(
      store,
      locationRow,
      'SELECT rowid, image_id, folder, path FROM image_location WHERE rowid > @after ORDER BY rowid LIMIT @page',
      { after, page },
    );
    locations.push(...found);
    if (found.length < page) break;
    await new Promise((go) => setImmediate(go));
  }
  return { images, locations };
}
