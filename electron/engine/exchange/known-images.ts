import { compareText } from '../../../shared/domain/natural-sort.ts';
import type { KnownImage } from '../../../shared/formats/exchange/match-images.ts';
import { exportedNames } from '../../../shared/formats/exported-names.ts';
import type { ImagesHere } from './images-here.ts';

/** Every picture with all it may be called: its path, where its files lie, and its name in an export of this workspace. */
export function knownImages({ images, locations }: ImagesHere): KnownImage[] {
  // The order an export takes them in decides the names it gives.
  const ordered = images.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.id, b.id));
  const names = exportedNames(ordered.map(({ path }) => path));
  const places = new Map<string, string[]>();
  for (const { image_id, folder, path } of locations) {
    const list = places.get(image_id) ?? [];
    places.set(image_id, list);
    list.push(path, `${folder}/${path}`);
  }
  return ordered.map(({ id, path, width_px, height_px }, at) => ({
    imageId: id,
    path,
    size: { widthPx: width_px, heightPx: height_px },
    aliases: [names[at].image, ...(places.get(id) ?? [])],
  }));
}
