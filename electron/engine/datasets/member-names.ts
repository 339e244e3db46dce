import { fileNameOf, folderOf, stemOf } from '../../../shared/formats/folder-path.ts';

/**
 * File stems of a dataset's members: the picture's own name; where two would be the same (also for a file system that does not tell
 * upper from lower case), with the names of their folders before it, and a number as the last resort.
 */
export function memberNames(paths: readonly string[]): string[] {
  const stems = paths.map(stemOf);
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem.toLowerCase(), (counts.get(stem.toLowerCase()) ?? 0) + 1);
  const taken = new Set<string>();
  return paths.map((path, at) => {
    const own = stems[at];
    const folders = folderOf(path)
      .replaceAll(/[/\\:]+/g, '_')
      .replaceAll(/^[._]+/g, '');
    const withType = `${own}_${fileNameOf(path).slice(own.length + 1)}`;
    const choices =
      counts.get(own.toLowerCase()) === 1
        ? [own]
        : [folders ? `${folders}_${own}` : own, folders ? `${folders}_${withType}` : withType];
    for (let number = 1; ; number++) {
      const name = choices.shift() ?? `${folders}_${withType}_${number}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}
