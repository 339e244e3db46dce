import { z } from 'zod';
import type { KnownImage } from '../../../shared/formats/exchange/match-images.ts';
import { exportedNames } from '../annotations/index.ts';
import { rows } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';

const imageRow = z.object({ id: z.string(), path: z.string(), width_px: z.int(), height_px: z.int() });
const locationRow = z.object({ image_id: z.string(), folder: z.string(), path: z.string() });

/** Every picture with all it may be called: its path, where its files lie, and its name in an export of this workspace. */
export function knownImages({ store }: Pick<Workspace, 'store'>): KnownImage[] {
  const images = rows(store, imageRow, 'SELECT id, path, width_px, height_px FROM image ORDER BY path, id');
  const names = exportedNames(images.map(({ path }) => path));
  const locations = new Map<string, string[]>();
  for (const { image_id, folder, path } of rows(
    store,
    locationRow,
    'SELECT image_id, folder, path FROM image_location',
  )) {
    const list = locations.get(image_id) ?? [];
    list.push(path, `${folder}/${path}`);
    locations.set(image_id, list);
  }
  return images.map(({ id, path, width_px, height_px }, at) => ({
    imageId: id,
    path,
    size: { widthPx: width_px, heightPx: height_px },
    aliases: [names[at].image, ...(locations.get(id) ?? [])],
  }));
}
