import { parseLocal } from './capture-time.ts';
import { failure, type Result, success } from './problem.ts';

/** A project's own reading of its file names; null: the default, `<uuid>_k` for tries and the usual forms of date and time. */
export type FileNameRule = { readonly pattern: RegExp; readonly says: ReadonlySet<'episode' | 'time'> } | null;

/** Groups that together name the moment a picture was taken; seconds and their fraction may be absent. */
const neededOfTime = ['year', 'month', 'day', 'hour', 'minute'] as const;
const longestExpression = 500;

/**
 * A regular expression for the file name without extension. Its group `episode`, or the first group where no group has the name of a part
 * of the time, names the cycle; groups `year`, `month`, `day`, `hour`, `minute`, `second` and `fraction` name the capture time (a year of
 * two digits is of this century).
 */
export function fileNameRule(expression: string | null): Result<FileNameRule> {
  if (expression === null) return success(null);
  if (expression.length > longestExpression) {
    return refused(`${expression.slice(0, 40)}...`, `it has more than ${longestExpression} characters`);
  }
  try {
    const pattern = new RegExp(expression, 'u');
    const groups = new RegExp(`${expression}|`, 'u').exec('')!;
    const names = Object.keys(groups.groups ?? {});
    const missing = neededOfTime.filter((name) => !names.includes(name));
    const hasTime = missing.length === 0;
    if (!hasTime && names.some(isPartOfTime)) {
      return refused(expression, `it names a part of the time and not ${missing.join(', ')}`);
    }
    const hasEpisode = names.includes('episode') || (!hasTime && groups.length > 1);
    if (!hasEpisode && !hasTime) {
      return refused(expression, 'it has no group (...) to say which part of the name the frames of one try share');
    }
    return success({
      pattern,
      says: new Set([...(hasEpisode ? (['episode'] as const) : []), ...(hasTime ? (['time'] as const) : [])]),
    });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refused(expression, `it is not a regular expression (${cause.message})`);
  }
}

function isPartOfTime(name: string): boolean {
  return [...neededOfTime, 'second', 'fraction'].some((part) => part === name);
}

function refused(expression: string, why: string) {
  return failure(
    'invalid-input',
    `The file-name rule "${expression}" cannot be used: ${why}. The rule in force was kept. Example: ^(.+)_\\d+$`,
  );
}

/** `roll.v2` of `a/roll.v2.png`: what a rule is held against. */
export function ruledName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
}

/** The part of the name that the frames of one cycle share; null where the rule says nothing of it. */
export function cycleByRule(path: string, rule: NonNullable<FileNameRule>): string | null {
  if (!rule.says.has('episode')) return null;
  const match = rule.pattern.exec(ruledName(path));
  return match?.groups?.episode ?? match?.[1] ?? null;
}

/** Local wall-clock time by the rule, `YYYY-MM-DDTHH:MM:SS.mmm`; null where the rule says nothing, or names a time there is not. */
export function timeByRule(path: string, rule: FileNameRule): string | null {
  if (rule === null || !rule.says.has('time')) return null;
  const parts = rule.pattern.exec(ruledName(path))?.groups;
  if (!parts) return null;
  const { year, month, day, hour, minute, second, fraction } = parts;
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined) {
    return null;
  }
  const two = (text: string) => text.padStart(2, '0');
  const fullYear = year.length === 2 ? `20${year}` : year;
  const seconds = `${two(second ?? '0')}${fraction ? `.${fraction}` : ''}`;
  return parseLocal(`${fullYear}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${seconds}`);
}
