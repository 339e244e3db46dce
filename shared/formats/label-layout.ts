import { groupBy } from '../domain/group-by.ts';
import type { Problem } from '../domain/problem.ts';
import { extensionOf, fileNameOf, folderOf, stemOf } from './folder-path.ts';

/** Which label file belongs to which image of a folder. All paths are relative, with `/`, exactly as given. */
export type LabelLayout = {
  /** In the order given. `label` is null where there is none, or where it cannot be told which. */
  readonly images: readonly { readonly image: string; readonly label: string | null }[];
  /** Labels that could be meant for several images, and images with several labels: assigned to nobody, with the sentence. */
  readonly problems: readonly Problem[];
  /** Label files without an image. */
  readonly orphans: readonly string[];
  /** `classes.txt`, `obj.names` and the like, nearest to the top first. */
  readonly classLists: readonly string[];
  /** Neither image nor label. */
  readonly others: readonly string[];
};

/** Everything people call an image, also what import refuses later with a sentence of its own. */
const imageExtensions = new Set(
  'png jpg jpeg jpe jfif tif tiff bmp dib pgm ppm pnm pbm pam gif webp heic heif avif jp2 j2k svg dng raw ico tga mpo'.split(
    ' ',
  ),
);
const classListNames = new Set(['classes.txt', 'predefined_classes.txt', 'obj.names', 'classes.names']);

export function isImagePath(path: string): boolean {
  return imageExtensions.has(extensionOf(path)) && !fileNameOf(path).startsWith('.');
}

/**
 * A label lies beside its image (`a/0001.txt` for `a/0001.png`), or in `labels` where the image lies in `images`: the last
 * `images` of the path decides, at any depth, as the family's trainers have it. Names are compared exactly first and, where that
 * finds nothing, without case, as Windows does. One label for two images, or two for one image, is assigned to nobody.
 */
export function matchLabels(paths: readonly string[]): LabelLayout {
  const images = paths.filter(isImagePath);
  const texts = paths.filter((path) => extensionOf(path) === 'txt' && !isHidden(path) && !isClassList(path));
  const classLists = paths.filter(isClassList).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  const claims = claimedLabels(images, texts);
  const claimants = groupBy(
    [...claims].flatMap(([image, labels]) => labels.map((label) => ({ image, label }))),
    ({ label }) => label,
  );
  const problems: Problem[] = [];
  const ambiguousLabels = new Set<string>();
  for (const [label, claim] of claimants) {
    if (claim.length < 2) continue;
    ambiguousLabels.add(label);
    problems.push(
      sharedLabel(
        label,
        claim.map(({ image }) => image),
      ),
    );
  }
  for (const [image, labels] of claims) {
    if (labels.length < 2) continue;
    for (const label of labels) ambiguousLabels.add(label);
    problems.push(severalLabels(image, labels));
  }
  const assigned = images.map((image) => {
    const label = claims.get(image)?.find((candidate) => !ambiguousLabels.has(candidate));
    return { image, label: label ?? null };
  });
  const unclaimed = texts.filter((text) => !claimants.has(text));
  const labelFolders = new Set([...claimants.keys()].map(folderOf));
  const isOrphan = (text: string) =>
    !isKnownProse(text) &&
    (labelFolders.has(folderOf(text)) || folderOf(text).toLowerCase().split('/').includes('labels'));
  const orphans = unclaimed.filter(isOrphan);
  const known = new Set([...images, ...classLists, ...claimants.keys(), ...orphans]);
  return {
    images: assigned,
    problems,
    orphans,
    classLists,
    others: paths.filter((path) => !known.has(path)),
  };
}

/** The class list that holds for a label file: the one in its folder, else in the nearest folder above it, else the only one there is. */
export function classListFor(label: string, classLists: readonly string[]): string | null {
  for (let folder = folderOf(label); ; folder = folderOf(folder)) {
    const here = classLists.find((list) => folderOf(list) === folder);
    if (here !== undefined) return here;
    if (folder === '') return classLists.length === 1 ? classLists[0]! : null;
  }
}

/** Candidates of every image, each image's best kind of match only. A label that is exactly one image's is taken from looser claims. */
function claimedLabels(images: readonly string[], texts: readonly string[]): Map<string, string[]> {
  const exact = new Set(texts);
  const folded = groupBy(texts, withoutCase);
  const claims = new Map<string, string[]>();
  const takenExactly = new Set<string>();
  for (const image of images) {
    const found = candidates(image).filter((candidate) => exact.has(candidate));
    if (found.length === 0) continue;
    claims.set(image, found);
    for (const label of found) takenExactly.add(label);
  }
  for (const image of images) {
    if (claims.has(image)) continue;
    const found = candidates(image)
      .flatMap((candidate) => folded.get(withoutCase(candidate)) ?? [])
      .filter((label) => !takenExactly.has(label));
    if (found.length > 0) claims.set(image, [...new Set(found)]);
  }
  return claims;
}

/** Accents too: macOS stores `ö` as two characters, and an archive brings such names along. */
function withoutCase(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

function candidates(image: string): string[] {
  const folder = folderOf(image);
  const name = `${stemOf(image)}.txt`;
  const parts = folder === '' ? [] : folder.split('/');
  const last = parts.findLastIndex((part) => part.toLowerCase() === 'images');
  const beside = [...parts, name].join('/');
  if (last < 0) return [beside];
  return [[...parts.slice(0, last), 'labels', ...parts.slice(last + 1), name].join('/'), beside];
}

function sharedLabel(label: string, images: readonly string[]): Problem {
  return {
    code: 'label-ambiguous',
    sentence: `${label} could belong to ${joined(images)}, and the file cannot say which is meant. It was given to none of them: they stay unlabelled until a person chooses. Rename one image and its label file to settle it.`,
    file: label,
  };
}

function severalLabels(image: string, labels: readonly string[]): Problem {
  return {
    code: 'label-ambiguous',
    sentence: `${image} has more than one label file: ${joined(labels)}. None was used: the image stays unlabelled until one of them is removed.`,
    file: image,
  };
}

function joined(items: readonly string[]): string {
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `classes.txt` and the other names class lists go by, in any folder. */
export function isClassList(path: string): boolean {
  return classListNames.has(fileNameOf(path).toLowerCase());
}

/** Texts that lie in such folders and are not labels: notes, licences, Python requirements, the image lists of darknet. */
function isKnownProse(path: string): boolean {
  return /^(readme|read_me|licen[cs]e|notes?|changelog|requirements.*|train|val|valid|test|.*\.(dataset|roboflow))\.txt$/i.test(
    fileNameOf(path),
  );
}

function isHidden(path: string): boolean {
  return fileNameOf(path).startsWith('.');
}

function depth(path: string): number {
  return path.split('/').length;
}
