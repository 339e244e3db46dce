import { failure, type Problem } from '../../shared/domain/problem.ts';

const codes = ['EACCES', 'EPERM', 'EROFS'];

/** The system's refusal to let this user read or write somewhere, as a problem; null for any other error. Causes are asked too. */
export function notPermitted(error: unknown): Problem | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!('code' in cause) || typeof cause.code !== 'string' || !codes.includes(cause.code)) continue;
    const where = 'path' in cause && typeof cause.path === 'string' ? cause.path : 'a file of this work';
    return failure(
      'not-permitted',
      `This user may not read or write ${where} (${cause.code}). The work stopped there, and what was finished before is kept. Get the right to it, or choose another folder.`,
    ).problem;
  }
  return null;
}
