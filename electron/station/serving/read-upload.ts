import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { uploadField } from '../../../shared/contract/inference.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';

export type Upload = { readonly bytes: Uint8Array; readonly name: string };

/** One more byte than a picture may have, so that the decoder's own sentence about the limit is given. */
export const maximumUploadBytes = 32 * 1024 * 1024 + 1;
const maximumNameLength = 100;

/** The picture of a request: the multipart field `file`, or the whole body. Its declared type and its name decide nothing. */
export async function readUpload(request: FastifyRequest): Promise<Result<Upload>> {
  const upload = request.isMultipart() ? await fromMultipart(request) : fromBody(request.body);
  if (!upload.ok || upload.value.bytes.length > 0) return upload;
  return failure('file-empty', `The upload ${upload.value.name} is empty (0 bytes). Send the picture again.`);
}

function fromBody(body: unknown): Result<Upload> {
  if (body instanceof Uint8Array) return success({ bytes: body, name: 'the upload' });
  return failure('invalid-input', `There is no picture in the request. Send it as multipart field "${uploadField}".`);
}

/** The parser's own errors come without a status (no boundary, an end in the middle): the request's fault, not ours. */
async function fromMultipart(request: FastifyRequest): Promise<Result<Upload>> {
  try {
    return await fromParts(request);
  } catch (error) {
    if (!(error instanceof Error) || 'statusCode' in error) throw error;
    return failure(
      'invalid-input',
      `The multipart request cannot be read (${error.message}). Send the picture again as multipart field "${uploadField}".`,
    );
  }
}

/** Reads every part, so that the connection stays usable; everything but the first `file` is thrown away. */
async function fromParts(request: FastifyRequest): Promise<Result<Upload>> {
  let upload: Upload | null = null;
  let refusal: Result<Upload> | null = null;
  const otherFields: string[] = [];
  const limits = { fileSize: maximumUploadBytes, files: 4, fields: 16, parts: 20, fieldSize: 4096, headerPairs: 50 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (part.fieldname === uploadField) refusal ??= textInsteadOfFile();
      else otherFields.push(part.fieldname);
      continue;
    }
    if (part.fieldname !== uploadField || upload !== null) {
      part.file.resume();
      if (part.fieldname !== uploadField) otherFields.push(part.fieldname);
      else
        refusal ??= failure('invalid-input', `The field "${uploadField}" was sent twice. Send one picture a request.`);
      continue;
    }
    upload = { bytes: await part.toBuffer(), name: shownName(part) };
  }
  if (refusal !== null) return refusal;
  return upload === null ? noFile(otherFields) : success(upload);
}

function textInsteadOfFile(): Result<Upload> {
  return failure(
    'invalid-input',
    `The field "${uploadField}" holds text, not a file. Send the picture's bytes with a file name, not its path.`,
  );
}

function noFile(otherFields: readonly string[]): Result<Upload> {
  const names = otherFields.slice(0, 5).map((name) => `"${name.slice(0, maximumNameLength)}"`);
  const sent = names.length === 0 ? 'It has no parts at all.' : `It has ${names.join(', ')} instead.`;
  return failure('invalid-input', `The request has no file in the field "${uploadField}". ${sent}`);
}

/** A name for sentences: without folders and control characters. */
function shownName({ filename }: MultipartFile): string {
  const last = filename?.split(/[\\/]/).at(-1) ?? '';
  const plain = [...last].filter((character) => character >= ' ' && character !== '\x7f').join('');
  return plain.slice(0, maximumNameLength) || 'the upload';
}
