import type { z } from 'zod';

/**
 * What both sides know of one operation of the vision host. `onCrash` says what becomes of a call whose host died: answered with a
 * `process-crashed` problem, or asked once more of the next host. `deadlineMs` counts from the moment the host is given the call;
 * past it the host is ended, since a native call cannot be interrupted.
 */
export type Operation<Input extends z.ZodType, Output extends z.ZodType> = {
  readonly input: Input;
  readonly output: Output;
  readonly onCrash: 'answer' | 'retry-once';
  readonly deadlineMs: number;
};

export function operation<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Operation<Input, Output>,
): Operation<Input, Output> {
  return definition;
}
