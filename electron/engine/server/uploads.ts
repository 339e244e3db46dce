import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { enginePaths } from '../../../shared/contract/page.ts';
import { maximumUploadBytes, removeOldUploads, storeUpload } from '../uploads/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { sendProblem } from './media.ts';

const uploadQuery = z.object({ name: z.string().min(1).max(1024), batch: z.string().min(1).max(64).optional() });
const sweepMs = 60 * 60_000;

/** Takes one dropped file as the raw body of a request, whatever its type says. */
export function registerUploads(server: FastifyInstance, workspace: Workspace): void {
  removeOldUploads(workspace);
  const sweep = setInterval(() => removeOldUploads(workspace), sweepMs).unref();
  server.addHook('onClose', async () => clearInterval(sweep));
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { readonly code?: string }, _request, reply) => {
      if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
      const megabytes = maximumUploadBytes / 1024 / 1024;
      return sendProblem(
        reply,
        'file-too-large',
        `The file has more than ${megabytes} MB. It was not taken; pictures up to ${megabytes} MB are read.`,
      );
    });
    scope.post(enginePaths.upload, { bodyLimit: maximumUploadBytes }, async (request, reply) => {
      const query = uploadQuery.safeParse(request.query);
      if (!query.success)
        return sendProblem(reply, 'invalid-input', 'An upload names its file: ?name=. Nothing was stored.');
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const stored = await storeUpload(workspace, { name: query.data.name, batch: query.data.batch ?? null, bytes });
      return stored.ok ? reply.send(stored.value) : sendProblem(reply, stored.problem.code, stored.problem.sentence);
    });
  });
}
