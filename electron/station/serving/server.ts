import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  type AnswerMode,
  type HealthAnswer,
  inferencePaths,
  originalAnswerSchema,
  predictQuerySchema,
  uploadField,
  verdictAnswerSchema,
} from '../../../shared/contract/inference.ts';
import { inferenceOpenApi } from '../../../shared/contract/inference-openapi.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { originalAnswer, verdictAnswer } from './answers.ts';
import type { Predictor, ServedModel } from './predictor.ts';
import { sendProblem, sendProblemDetails } from './problem-response.ts';
import { maximumUploadBytes, readUpload } from './read-upload.ts';

export type ServerOptions = {
  readonly model: ServedModel;
  readonly predict: Predictor;
  /** Form of the answer of a request that asks for none. */
  readonly answer: AnswerMode;
  /** Of the program, for the OpenAPI document. */
  readonly version: string;
};

/** Requests whose uploads are being read or wait for their verdict; bounds the memory they take together. */
const requestsInside = 24;
const tooManyRequests: Problem = {
  code: 'busy',
  sentence: `${requestsInside} uploads are being looked at already. This one was not read; send it again in a moment.`,
};

/** The public inference API: `GET /healthcheck`, `POST /predict/image`, `GET /openapi.json`. Not yet listening. */
export async function inferenceServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: maximumUploadBytes,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
  server.removeAllContentTypeParsers();
  await server.register(multipart);
  for (const type of [/^image\//, 'application/octet-stream']) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  }
  server.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    sendProblemDetails(reply, 404, 'not-found', `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`),
  );
  const { card, sha256 } = options.model;
  const health: HealthAnswer = { status: 'up', model: { name: card.name, version: card.version, sha256 } };
  const document = inferenceOpenApi(options.version);
  server.get(inferencePaths.healthcheck, async () => health);
  server.get(inferencePaths.openapi, async () => document);
  let inside = 0;
  server.post(inferencePaths.predict, async (request, reply) => {
    if (inside >= requestsInside) return sendProblem(reply, tooManyRequests);
    inside += 1;
    try {
      return await predictImage(options, request, reply);
    } finally {
      inside -= 1;
    }
  });
  return server;
}

async function predictImage(options: ServerOptions, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const query = predictQuerySchema.safeParse(request.query);
  if (!query.success) {
    return sendProblemDetails(
      reply,
      400,
      'invalid-input',
      '"answer" is "verdict" or "original". Leave it out for the default.',
    );
  }
  const upload = await readUpload(request);
  if (!upload.ok) return sendProblem(reply, upload.problem);
  const predicted = await options.predict(upload.value);
  if (!predicted.ok) return sendProblem(reply, predicted.problem);
  const { card, sha256 } = options.model;
  return (query.data.answer ?? options.answer) === 'original'
    ? originalAnswerSchema.parse(originalAnswer(predicted.value))
    : verdictAnswerSchema.parse(verdictAnswer(predicted.value, card, sha256));
}

/** The framework's own refusals (too large, unknown type, broken multipart) and bugs; neither shows its insides. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    process.stderr.write(`${request.method} ${request.url}: ${error.stack ?? error.message}\n`);
    const detail = 'The station failed at this picture; it has no verdict. Its log says why.';
    return sendProblemDetails(reply, 500, 'process-crashed', detail);
  }
  if (status === 413) {
    return sendProblemDetails(
      reply,
      413,
      'file-too-large',
      'The upload is larger than 32 MB; it was not read to its end.',
    );
  }
  const detail = `The request was not understood: ${error.message}. Send the picture as multipart field "${uploadField}".`;
  return sendProblemDetails(reply, status, 'invalid-input', detail);
}
