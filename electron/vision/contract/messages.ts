import { z } from 'zod';
import { problemSchema } from '../../../shared/domain/problem.ts';

/** Client to host. `input` is checked against the operation's own schema by the host. */
export const callMessageSchema = z.object({ id: z.int().nonnegative(), operation: z.string(), input: z.unknown() });
export type CallMessage = z.infer<typeof callMessageSchema>;

/** Host to client. `bug`: the operation threw; it becomes an exception of the caller, never a problem somebody could work round. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('value'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('problem'), id: z.int(), problem: problemSchema }),
  z.object({ kind: z.literal('bug'), id: z.int(), message: z.string(), stack: z.string() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
