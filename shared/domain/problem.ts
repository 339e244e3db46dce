import { z } from 'zod';

/**
 * An expected failure as a value. `sentence` says what happened, what was kept and what to do next, in the words of the plant;
 * `file` and `line` say where, when there is a where. Bugs are not problems: they throw.
 */
export const problemCodeSchema = z.enum([
  'file-empty',
  'file-too-large',
  'file-unreadable',
  'not-permitted',
  'image-format-unsupported',
  'image-too-many-pixels',
  'image-incomplete',
  'image-corrupt',
  'image-not-8-bit',
  'image-not-grey',
  'image-colour-space',
  'image-several-pages',
  'image-changed',
  'label-invalid',
  'label-ambiguous',
  'label-conflict',
  'classes-invalid',
  'dataset-yaml-invalid',
  'params-invalid',
  'weights-missing',
  'model-invalid',
  'model-unsupported',
  'model-file-damaged',
  'workspace-missing',
  'workspace-locked',
  'workspace-network-share',
  'workspace-newer',
  'workspace-unreadable',
  'not-found',
  'already-exists',
  'nothing-to-do',
  'not-enough-data',
  'test-role-locked',
  'training-failed',
  'process-crashed',
  'cancelled',
  'busy',
  'disk-full',
  'invalid-input',
]);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

export const problemSchema = z.object({
  code: problemCodeSchema,
  sentence: z.string().min(1),
  file: z.string().optional(),
  line: z.int().positive().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: E };

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failure(
  code: ProblemCode,
  sentence: string,
  where: { readonly file?: string; readonly line?: number } = {},
): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { code, sentence, ...where } };
}

/** Carries a `Problem` through code that cannot return one (streams, callbacks); caught at the edge of a feature and turned back into the value. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.sentence, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
