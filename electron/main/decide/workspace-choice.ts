import { join, resolve } from 'node:path';

export type WorkspaceChoice = {
  readonly folder: string;
  /** One that was remembered and is not there any more is not made anew: its disk may only be away. */
  readonly mayCreate: boolean;
};

/** The workspace a start asks for: the one it names, else the last one, else `Plugsight` among the user's documents. */
export function chooseWorkspace(
  words: readonly string[],
  places: { readonly workingFolder: string; readonly remembered: string | null; readonly documents: string },
): WorkspaceChoice {
  const named = namedWorkspace(words, places.workingFolder);
  if (named !== null) return { folder: named, mayCreate: true };
  const usual = join(places.documents, 'Plugsight');
  const folder = places.remembered ?? usual;
  return { folder, mayCreate: folder === usual };
}

/** What follows `--workspace`; null: the start names none. */
export function namedWorkspace(words: readonly string[], workingFolder: string): string | null {
  const at = words.findIndex((word) => word === '--workspace' || word.startsWith('--workspace='));
  const word = words[at];
  const given = word === '--workspace' ? words[at + 1] : word?.slice('--workspace='.length);
  return given ? resolve(workingFolder, given) : null;
}
