import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { type ProblemDetails, problemMediaType } from '../../../shared/contract/inference.ts';
import type { Problem, ProblemCode } from '../../../shared/domain/problem.ts';

const statuses: Partial<Record<ProblemCode, number>> = {
  'invalid-input': 400,
  'file-empty': 400,
  'not-found': 404,
  'file-too-large': 413,
  'image-too-many-pixels': 413,
  'image-format-unsupported': 415,
  'image-incomplete': 422,
  'image-corrupt': 422,
  'image-not-8-bit': 422,
  'image-not-grey': 422,
  'image-colour-space': 422,
  'image-several-pages': 422,
  busy: 503,
  cancelled: 503,
  'process-crashed': 503,
};
const retryAfterSeconds = 1;

/** Answers with RFC 9457; a code that is not the sender's doing is a 500. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return sendProblemDetails(reply, statuses[problem.code] ?? 500, problem.code, problem.sentence);
}

export function sendProblemDetails(reply: FastifyReply, status: number, code: string, detail: string): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error';
  const body: ProblemDetails = { type: 'about:blank', title, status, detail, code };
  if (status === 503) reply.header('retry-after', String(retryAfterSeconds));
  // As bytes: to a text the framework would add a charset, which this media type does not have.
  return reply
    .code(status)
    .header('content-type', problemMediaType)
    .send(Buffer.from(JSON.stringify(body)));
}
