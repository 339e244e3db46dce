import type { Size } from '../../domain/size.ts';
import { fileNameOf, folderOf, joinPath, stemOf, withSlashes } from '../folder-path.ts';

export type KnownImage = {
  readonly imageId: string;
  /** As people see it. */
  readonly path: string;
  readonly size: Size;
  /** Further paths of the same picture: where its file lies, what an export of this workspace calls it. */
  readonly aliases: readonly string[];
};

/** How well a name fits, best first. */
export const matchLevels = ['path', 'path without case', 'end of path', 'stem', 'upload name'] as const;

export type ImageMatch =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'one';
      readonly image: KnownImage;
      /** Index into `matchLevels`. */
      readonly level: number;
      /** The file name fits, and no folder agrees where both name some. */
      readonly isOtherFolder: boolean;
    }
  | { readonly kind: 'several'; readonly images: readonly KnownImage[] };

export type ImageIndex = {
  /** The picture that is meant by names of which each must mean the same one; see `matchLevels`. */
  find(names: readonly string[], hasUploadName: boolean): ImageMatch;
};

type Place = { readonly image: KnownImage; readonly folders: readonly string[] };
type Candidates = { readonly images: ReadonlySet<KnownImage>; readonly level: number; readonly isOtherFolder: boolean };

/**
 * Finds pictures by the names other tools give them: the whole path, else the path that ends alike in most parts, else the file name
 * without its type (pictures are converted on the way), else the name as an upload changes it. What fits several pictures equally well
 * is given to none.
 */
export function indexImages(
  images: readonly KnownImage[],
  /** What an upload makes of a file name. */
  uploadedName: (fileName: string) => string,
): ImageIndex {
  const byPath = new Map<string, Set<KnownImage>>();
  const byFoldedPath = new Map<string, Set<KnownImage>>();
  const byFileName = new Map<string, Place[]>();
  const byStem = new Map<string, Place[]>();
  const byUpload = new Map<string, Place[]>();
  for (const image of images) {
    for (const path of new Set([image.path, ...image.aliases].map(normal))) {
      addTo(byPath, path, image);
      addTo(byFoldedPath, folded(path), image);
      const place = { image, folders: foldersOf(path) };
      push(byFileName, folded(fileNameOf(path)), place);
      push(byStem, folded(stemOf(path)), place);
      push(byUpload, folded(uploadedName(fileNameOf(path))), place);
    }
  }
  const candidates = (name: string, hasUploadName: boolean): Candidates | null => {
    const path = normal(name);
    const exact = byPath.get(path);
    if (exact) return { images: exact, level: 0, isOtherFolder: false };
    const withoutCase = byFoldedPath.get(folded(path));
    if (withoutCase) return { images: withoutCase, level: 1, isOtherFolder: false };
    const fileName = folded(fileNameOf(path));
    const levels: readonly (readonly [level: number, places: readonly Place[] | undefined])[] = [
      [2, byFileName.get(fileName)],
      [3, byStem.get(folded(stemOf(path))) ?? byStem.get(fileName)],
      [4, hasUploadName ? byUpload.get(fileName) : undefined],
    ];
    for (const [level, places] of levels) if (places) return closest(places, foldersOf(path), level);
    return null;
  };
  return {
    find(names, hasUploadName) {
      const found = names.flatMap((name) => candidates(name, hasUploadName) ?? []);
      const [first] = found;
      if (first === undefined) return { kind: 'none' };
      const common = [...first.images].filter((image) => found.every(({ images: others }) => others.has(image)));
      if (common.length !== 1) {
        const all = common.length > 1 ? common : found.flatMap(({ images: some }) => [...some]);
        return { kind: 'several', images: [...new Set(all)] };
      }
      const [image] = common;
      return {
        kind: 'one',
        image: image!,
        level: Math.min(...found.map(({ level }) => level)),
        isOtherFolder: found.every(({ isOtherFolder }) => isOtherFolder),
      };
    },
  };
}

/** Of places with the wanted file name, those whose folders agree with the wanted ones in most parts, counted from the file. */
function closest(places: readonly Place[], wanted: readonly string[], level: number): Candidates {
  const agreeing = places.map(({ image, folders }) => {
    let parts = 0;
    while (parts < Math.min(wanted.length, folders.length) && wanted.at(-1 - parts) === folders.at(-1 - parts)) parts++;
    return { image, parts, isOther: parts === 0 && wanted.length > 0 && folders.length > 0 };
  });
  const most = Math.max(...agreeing.map(({ parts }) => parts));
  const best = agreeing.filter(({ parts }) => parts === most);
  return {
    images: new Set(best.map(({ image }) => image)),
    level,
    isOtherFolder: best.every(({ isOther }) => isOther),
  };
}

function normal(path: string): string {
  return joinPath('', withSlashes(path)).normalize('NFC');
}

/** Without case, as Windows compares names. */
function folded(text: string): string {
  return text.toLowerCase();
}

/** Without `images`, which says nothing of where a picture comes from. */
function foldersOf(path: string): string[] {
  return folderOf(folded(path))
    .split('/')
    .filter((part) => part !== '' && part !== 'images');
}

function addTo(map: Map<string, Set<KnownImage>>, key: string, image: KnownImage): void {
  const set = map.get(key);
  if (set) set.add(image);
  else map.set(key, new Set([image]));
}

function push(map: Map<string, Place[]>, key: string, place: Place): void {
  const list = map.get(key);
  if (list) list.push(place);
  else map.set(key, [place]);
}
