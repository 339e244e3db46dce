import { extensionOf, fileNameOf, folderOf, isAbsolutePath, joinPath, stemOf } from './folder-path.ts';
import { isClassList } from './label-layout.ts';

export type ExportedName = { readonly image: string; readonly label: string };

/**
 * File names of an export, relative to its `images/` and `labels/`: as they came, without folders called `images`, always inside the
 * folder. Two pictures never share a label file, also where a file system does not tell upper from lower case: `frame.png` and
 * `frame.jpg` become `frame.png` and `frame_jpg.jpg`.
 */
export function exportedNames(paths: readonly string[]): ExportedName[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const inside = withinFolder(path);
    const folder = folderOf(inside);
    const stem = stemOf(inside);
    const extension = fileNameOf(inside).slice(stem.length);
    const candidates = [stem, `${stem}_${extensionOf(inside)}`];
    for (let number = 2; ; number++) {
      const candidate = candidates.shift() ?? `${stem}_${extensionOf(inside)}_${number}`;
      const label = under(folder, `${candidate}.txt`);
      // A label file of that name would be read as a list of classes.
      if (taken.has(label.toLowerCase()) || isClassList(label)) continue;
      taken.add(label.toLowerCase());
      return { image: under(folder, `${candidate}${extension}`), label };
    }
  });
}

/** Without folders called `images`: readers take the last one of a path for the one that has `labels` beside it. */
function withinFolder(path: string): string {
  const parts = joinPath('', path)
    .split('/')
    .filter((part) => part !== '' && part !== '..');
  // Of an absolute path the last two parts say enough; a drive letter is no folder name.
  const kept = isAbsolutePath(path) ? parts.filter((part) => !part.includes(':')).slice(-2) : parts;
  return kept.filter((part, at) => at === kept.length - 1 || part.toLowerCase() !== 'images').join('/');
}

function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
