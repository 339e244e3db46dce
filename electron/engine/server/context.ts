import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import { type Problem, ProblemError, type Result } from '../../../shared/domain/problem.ts';
import type { Workspace } from '../workspace/index.ts';
import { decisionOf } from './decisions.ts';

export type CallContext = { readonly workspace: Workspace; readonly onShutdown: () => void };

/**
 * The contract, ready to be implemented. A `ProblemError` thrown anywhere below becomes the contract's typed error; everything else
 * is a bug and reaches the client as an internal error without details. Both stand in the workspace's log, and so does what was decided.
 */
export const api = implement(contract)
  .$context<CallContext>()
  .use(async ({ next, errors, path, context: { workspace } }, input) => {
    const [feature = 'engine'] = path;
    const procedure = path.join('.');
    try {
      const answer = await next();
      const decision = decisionOf(procedure, input);
      if (decision !== null) workspace.log.info(feature, decision, { procedure });
      return answer;
    } catch (error) {
      if (error instanceof ProblemError) {
        const { sentence, code, file, line } = error.problem;
        workspace.log.problem(feature, sentence, {
          procedure,
          code,
          ...(file ? { file } : {}),
          ...(line ? { line } : {}),
        });
        throw problemError(errors, error.problem);
      }
      workspace.log.fault(feature, `A fault of the program in ${procedure}.`, error);
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
