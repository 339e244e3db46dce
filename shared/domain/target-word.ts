/** What is to be found, in one word, as the workspace's settings keep it. */
export const targetWordKey = 'targetWord';

/** The word of the settings, else the first class, else the case this program began with. It names what has no class of its own yet. */
export function targetWordOf(
  settings: Readonly<Record<string, unknown>> | undefined,
  classes: readonly string[] | undefined,
): string {
  const word = settings?.[targetWordKey];
  return typeof word === 'string' && word !== '' ? word : (classes?.[0] ?? 'plug');
}

/** Why a word cannot be that; null when it can. */
export function targetWordProblem(word: string): string | null {
  const trimmed = word.trim();
  if (trimmed === '') return 'A word is needed: it names the boxes.';
  return trimmed.length > 40 ? 'One word, 40 letters at most.' : null;
}
