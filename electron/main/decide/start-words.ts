import { join, resolve } from 'node:path';

/** What the shell was started with; a second start hands its words over, so that they are read the same way. */
export function workspaceOf(
  words: readonly string[],
  places: { readonly workingFolder: string; readonly remembered: string | null; readonly documents: string },
): string {
  const at = words.findIndex((word) => word === '--workspace' || word.startsWith('--workspace='));
  const word = words[at];
  const given = word === '--workspace' ? words[at + 1] : word?.slice('--workspace='.length);
  if (given) return resolve(places.workingFolder, given);
  return places.remembered ?? join(places.documents, 'Plugsight');
}

export type QuitAnswer = {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly [stay: string, quit: string];
};

/** What to ask before quitting; null: nothing is going on, quit. */
export function quitQuestion(work: readonly string[]): QuitAnswer | null {
  if (work.length === 0) return null;
  const what = work.length === 1 ? work[0]! : `${work.length} things are being worked on`;
  return {
    message: `${what}. Quit all the same?`,
    detail: 'What is finished is kept. A run that is stopped can be resumed from its last epoch.',
    buttons: ['Go on working', 'Stop and quit'],
  };
}
