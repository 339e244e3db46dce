import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProblemError } from '../../shared/domain/problem.ts';

type OptionValue = string | boolean | undefined;

/** `plug, no plug` becomes two names; undefined when the option was not given. */
export function listOption(value: OptionValue): string[] | undefined {
  if (typeof value !== 'string') return undefined;
  return value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word.length > 0);
}

export function textOption(value: OptionValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A whole number; throws an `invalid-input` problem naming the option otherwise. */
export function integerOption(name: string, value: OptionValue): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (!/^-?\d+$/.test(value)) {
    throw new ProblemError({
      code: 'invalid-input',
      sentence: `--${name} needs a whole number and got "${value}". Nothing was done.`,
    });
  }
  return Number(value);
}

/** A file-name rule; null for `default`, undefined when the option was not given. */
export function fileNameRuleOption(value: OptionValue): string | null | undefined {
  const text = textOption(value);
  return text === 'default' ? null : text;
}

/** The one word a command needs; `what` names it in the sentence. */
export function neededWord(words: readonly string[], what: string, usage: string): string {
  const [word] = words;
  if (word === undefined) {
    throw new ProblemError({ code: 'invalid-input', sentence: `${what} is missing. Usage: plugsight ${usage}` });
  }
  return word;
}

/** Paths of the command line are relative to where the person stands; the engine may stand elsewhere. */
export function absolutePath(path: string): string {
  return resolve(path);
}

export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ProblemError(
      { code: 'file-unreadable', sentence: `${path} cannot be read. Nothing was done. Check the path.`, file: path },
      { cause },
    );
  }
}
