import { failure, type Result, success } from '../domain/problem.ts';
import { splitLines } from './text.ts';
import { holdsControlCharacter } from './yaml-document.ts';

/**
 * `classes.txt`: one class name a line, the class id being the line's place counted from 0. White space around a name means
 * nothing; an empty line between names would shift every id after it and is refused.
 */
export function parseClasses(text: string, file = 'classes.txt'): Result<string[]> {
  const lines = splitLines(text).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  const names: string[] = [];
  for (const [index, written] of lines.entries()) {
    const problem = nameProblem(written, names);
    if (problem !== null) {
      return failure('classes-invalid', `${file}, line ${index + 1}: ${problem} ${kept}`, { file, line: index + 1 });
    }
    names.push(written.normalize('NFC'));
  }
  if (names.length === 0) return failure('classes-invalid', `${file} names no class. ${kept}`, { file });
  return success(names);
}

const kept = 'No label was imported; write one class name a line and try again.';

/** Why a name cannot be a class beside the ones before it, or null. Names are compared in Unicode's composed form. */
export function nameProblem(name: string, before: readonly string[]): string | null {
  if (name === '') return `class ${before.length} has no name.`;
  if (holdsControlCharacter(name)) return `the name of class ${before.length} holds an invisible control character.`;
  const twin = before.indexOf(name.normalize('NFC'));
  if (twin >= 0) return `the name "${name}" is given twice, to class ${twin} and class ${before.length}.`;
  return null;
}

export function writeClasses(classes: readonly string[]): string {
  return classes.map((name) => `${name}\n`).join('');
}

/** `0 plug, 1 no_plug`, shortened after ten, for sentences. */
export function listClasses(classes: readonly string[]): string {
  const shown = classes.slice(0, 10).map((name, index) => `${index} ${name}`);
  return `${shown.join(', ')}${classes.length > shown.length ? `, and ${classes.length - shown.length} more` : ''}`;
}
