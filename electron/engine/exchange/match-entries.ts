import type { Problem } from '../../../shared/domain/problem.ts';
import type { ForeignImage } from '../../../shared/formats/exchange/foreign-labels.ts';
import { indexImages, type KnownImage } from '../../../shared/formats/exchange/match-images.ts';
import { uploadedName } from '../../../shared/formats/exchange/picture-names.ts';

export type MatchedEntry = { readonly entry: ForeignImage; readonly image: KnownImage };

export type Matched = {
  readonly matched: readonly MatchedEntry[];
  readonly refused: readonly Problem[];
  /** Names of pictures that are not here. */
  readonly notHere: readonly string[];
  /** Given to the only picture of that file name although the folders differ: `b/0001.png for a/0001.png`. */
  readonly otherFolders: readonly string[];
};

type Claim = MatchedEntry & { readonly level: number; readonly isOtherFolder: boolean };

/**
 * Which picture each entry speaks of. An entry that fits several pictures is given to none. Where several entries mean one picture, the
 * one whose name fits best has it; equally good ones must say the same, or the picture stays as it is.
 */
export function matchEntries(entries: readonly ForeignImage[], images: readonly KnownImage[]): Matched {
  const index = indexImages(images, uploadedName);
  const refused: Problem[] = [];
  const notHere: string[] = [];
  const claims = new Map<string, Claim[]>();
  for (const entry of entries) {
    const last = entry.names.at(-1);
    if (last === undefined) {
      refused.push(
        problem(entry, 'it does not name its picture, or carries it inside the file. It was given to none.'),
      );
      continue;
    }
    const match = index.find(entry.names, entry.hasUploadName);
    if (match.kind === 'none') notHere.push(last);
    else if (match.kind === 'several') refused.push(problem(entry, ambiguity(match.images)));
    else {
      const list = claims.get(match.image.imageId);
      const claim = { entry, ...match };
      if (list === undefined) claims.set(match.image.imageId, [claim]);
      else list.push(claim);
    }
  }
  const matched: MatchedEntry[] = [];
  const otherFolders: string[] = [];
  for (const list of claims.values()) {
    const best = bestClaims(list);
    for (const { entry } of list.filter((claim) => !best.includes(claim))) notHere.push(entry.names.at(-1) ?? '');
    const [first] = best;
    if (new Set(best.map(({ entry }) => says(entry))).size > 1) {
      const places = best.map(({ entry }) => entry.place).join(' and ');
      refused.push({
        code: 'label-ambiguous',
        sentence: `${places} speak of the same picture, ${first!.image.path}, and say different things. It stays as it was. Keep one of them, or the folders of the pictures.`,
        file: first!.entry.file,
      });
      continue;
    }
    matched.push({ entry: first!.entry, image: first!.image });
    if (first!.isOtherFolder) otherFolders.push(`${first!.entry.names.at(-1)} for ${first!.image.path}`);
  }
  return { matched, refused, notHere, otherFolders };
}

function bestClaims(claims: readonly Claim[]): Claim[] {
  const rank = ({ level, isOtherFolder }: Claim) => level + (isOtherFolder ? 10 : 0);
  const best = Math.min(...claims.map(rank));
  return claims.filter((claim) => rank(claim) === best);
}

function ambiguity(images: readonly KnownImage[]): string {
  const paths = images.slice(0, 3).map(({ path }) => path);
  const more = images.length > 3 ? ` or ${images.length - 3} more` : '';
  return `it could mean ${paths.join(' or ')}${more}. It was given to none of them. Keep the folders of the pictures in their names.`;
}

function problem(entry: ForeignImage, what: string): Problem {
  return { code: 'label-ambiguous', sentence: `${entry.place}: ${what}`, file: entry.file };
}

function says({ content }: ForeignImage): string {
  if (content.state !== 'boxes') return JSON.stringify(content);
  return content.boxes
    .map(
      ({ className, box }) =>
        `${className} ${[box.xMin, box.yMin, box.xMax, box.yMax].map((value) => value.toFixed(3)).join(' ')}`,
    )
    .sort()
    .join('|');
}
