import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { type Problem, ProblemError, type Result } from '../../../shared/domain/problem.ts';
import type { Workspace } from '../workspace/index.ts';

export type CallContext = { readonly workspace: Workspace; readonly onShutdown: () => void };

/**
 * The contract, ready to be implemented. A `ProblemError` thrown anywhere below becomes the contract's typed error; everything else
 * is a bug, logged here, and reaches the client as an internal error without details.
 */
export const api = implement(contract)
  .$context<CallContext>()
  .use(async ({ next, errors }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ProblemError) throw problemError(errors, error.problem);
      throw error;
    }
  });

type ProblemErrors = { PROBLEM: (options: { message: string; data: Problem }) => Error };

function problemError(errors: unknown, problem: Problem): Error {
  return (errors as ProblemErrors).PROBLEM({ message: problem.sentence, data: problem });
}

/** The value of a result, or its problem thrown. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new ProblemError(result.problem);
  return result.value;
}
