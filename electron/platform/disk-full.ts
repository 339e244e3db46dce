import { failure, type Problem } from '../../shared/domain/problem.ts';

/** What the system, a quota and SQLite call a full disk. */
const codes = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'];

/** Is a full disk behind this error? Errors that were told on keep their cause, so all of them are asked. */
export function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && codes.includes(cause.code)) return true;
  }
  return false;
}

/** `stopped`: what was under way, as the beginning of a sentence: "The import". */
export function diskFull(stopped: string): Problem {
  return failure(
    'disk-full',
    `The disk is full. ${stopped} stopped, and what was finished before is kept. Free some space, then do the same again: it goes on from there.`,
  ).problem;
}
