import { isAbsolute } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemCode, Result } from '../../../shared/domain/problem.ts';
import { ImagePictures, type ShownPicture } from '../images/index.ts';
import type { Workspace } from '../workspace/index.ts';

const imageParameters = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) });
const fileQuery = z.object({ path: z.string().min(1) });
const preparedQuery = z.object({ preparation: z.string().min(1).optional() });

/** Pictures over HTTP; what they are and how they are made belongs to the features. */
export function registerMedia(server: FastifyInstance, workspace: Workspace): void {
  const pictures = new ImagePictures(workspace);
  const image =
    (show: (imageId: string, request: FastifyRequest, reply: FastifyReply) => Promise<Result<ShownPicture>>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const asked = imageParameters.safeParse(request.params);
      if (!asked.success)
        return sendProblem(reply, 'not-found', 'There is no such image: an image is named by its SHA-256.');
      return sendPicture(request, reply, await show(asked.data.id, request, reply));
    };
  server.get(
    '/media/images/:id/thumbnail',
    image((id, _request, reply) => pictures.thumbnail(id, whenGone(reply))),
  );
  server.get(
    '/media/images/:id/source',
    image((id) => pictures.source(id)),
  );
  server.get(
    '/media/images/:id/prepared',
    image((id, request) => {
      const query = preparedQuery.safeParse(request.query);
      return pictures.prepared(id, query.data?.preparation ?? null);
    }),
  );
  for (const size of ['thumbnail', 'source'] as const) {
    server.get(`/media/files/${size}`, async (request, reply) => {
      const asked = fileQuery.safeParse(request.query);
      if (!asked.success || !isAbsolute(asked.data.path)) {
        return sendProblem(reply, 'invalid-input', 'A file is named by its whole path: ?path=.');
      }
      return sendPicture(request, reply, await pictures.file(asked.data.path, size));
    });
  }
}

/** Sends a picture, or the sentence of why there is none as JSON (a `Problem`). An address that says what it shows may be kept for ever. */
export function sendPicture(request: FastifyRequest, reply: FastifyReply, answer: Result<ShownPicture>): FastifyReply {
  if (!answer.ok) return sendProblem(reply, answer.problem.code, answer.problem.sentence);
  const { bytes, contentType, tag, isSettled } = answer.value;
  reply.header('cache-control', isSettled ? 'private, max-age=31536000, immutable' : 'private, no-cache');
  if (tag !== '') reply.header('etag', `"${tag}"`);
  if (tag !== '' && request.headers['if-none-match'] === `"${tag}"`) return reply.code(304).send();
  return reply.type(contentType).send(bytes);
}

const statusOf: Partial<Readonly<Record<ProblemCode, number>>> = {
  'not-found': 404,
  'file-too-large': 413,
  'invalid-input': 400,
  busy: 503,
  cancelled: 503,
  'disk-full': 507,
};

export function sendProblem(reply: FastifyReply, code: ProblemCode, sentence: string): FastifyReply {
  return reply
    .code(statusOf[code] ?? 422)
    .header('cache-control', 'no-store')
    .send({ code, sentence });
}

/** Aborted when the other side went away before it had its answer. */
function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
