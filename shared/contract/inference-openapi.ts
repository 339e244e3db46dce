import { z } from 'zod';
import {
  healthAnswerSchema,
  inferencePaths,
  originalAnswerSchema,
  predictQuerySchema,
  problemDetailsSchema,
  problemMediaType,
  uploadField,
  verdictAnswerSchema,
} from './inference.ts';

const answers = {
  VerdictAnswer: verdictAnswerSchema,
  OriginalAnswer: originalAnswerSchema,
  HealthAnswer: healthAnswerSchema,
  ProblemDetails: problemDetailsSchema,
};

/** What the station refuses with, by status; every refusal has a problem+json body. */
const refusals = {
  400: 'The request carries no picture in the field, more than one, an empty one, or an unknown "answer".',
  413: 'The upload is larger than 32 MB or the picture has more than 12 megapixels; nothing was decoded.',
  415: 'The upload is not a picture in a known format. The first bytes decide, not the name and not the declared type.',
  422: 'The picture is damaged, or not 8-bit grey.',
  500: 'The model or the program failed; the picture has no verdict.',
  503: 'Too many pictures are waiting, or the image program is being restarted. Send the picture again after Retry-After seconds.',
};

/** The OpenAPI 3.1 document of the station's API, made of the schemas it answers with. `version` is the program's. */
export function inferenceOpenApi(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plugsight station',
      version,
      description: 'Is the plug on the spindle? One picture in, one verdict out.',
    },
    paths: {
      [inferencePaths.healthcheck]: {
        get: {
          operationId: 'healthcheck',
          responses: { 200: json('HealthAnswer', 'The station answers, with this model.') },
        },
      },
      [inferencePaths.predict]: { post: predictOperation() },
      [inferencePaths.openapi]: {
        get: {
          operationId: 'openapi',
          responses: {
            200: { description: 'This document.', content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(Object.entries(answers).map(([name, schema]) => [name, jsonSchema(schema)])),
    },
  };
}

function predictOperation() {
  const picture = { type: 'string', format: 'binary' };
  const upload = { type: 'object', properties: { [uploadField]: picture }, required: [uploadField] };
  const schema = { oneOf: [reference('VerdictAnswer'), reference('OriginalAnswer')] };
  return {
    operationId: 'predictImage',
    parameters: [
      { name: 'answer', in: 'query', required: false, schema: jsonSchema(predictQuerySchema.shape.answer.unwrap()) },
    ],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': { schema: upload },
        'image/*': { schema: picture },
        'application/octet-stream': { schema: picture },
      },
    },
    responses: {
      200: { description: 'The verdict on the picture.', content: { 'application/json': { schema } } },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          status,
          { description, content: { [problemMediaType]: { schema: reference('ProblemDetails') } } },
        ]),
      ),
    },
  };
}

function json(name: keyof typeof answers, description: string) {
  return { description, content: { 'application/json': { schema: reference(name) } } };
}

function reference(name: keyof typeof answers) {
  return { $ref: `#/components/schemas/${name}` };
}

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is; the dialect is given by the document. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest;
}
