import type { WorkspaceInfo } from '../../../shared/contract/workspace.ts';

type Known = Pick<WorkspaceInfo, 'classes' | 'counts'>;

/** Whether a class may still get another name: boxes hold its number, and what was made with them says the name it had. */
export function canRename({ counts }: Pick<WorkspaceInfo, 'counts'>): boolean {
  return counts.withBoxes === 0;
}

/** Why a name cannot be a class of its own; null when it can. `place`: of the class that is renamed. */
export function classProblem(name: string, classes: readonly string[], place: number | null = null): string | null {
  const same = (one: string) => one.toLowerCase() === name.trim().toLowerCase();
  const taken = classes.find((one, at) => at !== place && same(one));
  if (taken !== undefined) return `There is a class ${taken} already.`;
  return name.trim().length > 40 ? '40 letters at most.' : null;
}

/** The classes with one more behind them; the others keep their numbers. */
export function withClass(classes: readonly string[], name: string): string[] {
  return [...classes, name.trim()];
}

export function renamed(classes: readonly string[], place: number, name: string): string[] {
  return classes.map((one, at) => (at === place ? name.trim() : one));
}

/** Whether the class is renamed with the word of the case: the only one, named by the word, and no box carries it. */
export function followsWord(known: Known, word: string): boolean {
  return known.classes.length === 1 && known.classes[0] === word && canRename(known);
}
