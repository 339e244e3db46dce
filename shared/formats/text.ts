import { failure, type ProblemCode, type Result, success } from '../domain/problem.ts';

// The Encoding standard's decoder: a global of Node and of every browser, declared here because this room knows neither's types.
declare const TextDecoder: new (
  encoding: string,
  options: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * Text of a file as people's tools write it: UTF-8 with or without a byte order mark, or UTF-16 where the mark says so.
 *
 * There is no fall-back to a code page of one's own guessing: the same byte is another letter in Western, Central European and
 * Cyrillic Windows, and a class name read wrongly looks right until the model meets the PLC. Label files hold digits only, so
 * nothing is lost there.
 *
 * @param kept end of the sentence: what was left as it was, for example "Nothing was imported."
 */
export function decodeText(bytes: Uint8Array, file: string, code: ProblemCode, kept: string): Result<string> {
  const encoding = markedEncoding(bytes);
  const text = decodeStrictly(bytes, encoding);
  if (text === null) {
    const where = encoding === 'utf-8' ? firstInvalidByte(bytes) : null;
    const line = where === null ? undefined : lineOfByte(bytes, where);
    const what =
      where === null
        ? `${file} is marked as UTF-16 but is not.`
        : `${file}, line ${line}: the byte 0x${bytes[where]!.toString(16).toUpperCase()} is not UTF-8 text; the file was probably saved in an older Windows code page.`;
    return failure(code, `${what} ${kept} Save it as UTF-8 and try again.`, {
      file,
      ...(line === undefined ? {} : { line }),
    });
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const line = splitLines(text.slice(0, nul)).length;
    return failure(
      code,
      `${file}, line ${line}: it holds a NUL character, so it is not a text file, or UTF-16 without a byte order mark. ${kept} Save it as UTF-8 and try again.`,
      { file, line },
    );
  }
  return success(text);
}

/** Lines without their ends, whichever of CRLF, LF or CR the writer used. A final line end starts no further line, except in an empty text. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

function markedEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The text without its byte order mark, or null where the bytes are not valid in this encoding. */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

/** Offset of the first byte after the longest prefix that is valid UTF-8, found by halving. */
function firstInvalidByte(bytes: Uint8Array): number {
  let valid = 0;
  let tooLong = bytes.length;
  while (tooLong - valid > 4) {
    const middle = characterStart(bytes, Math.floor((valid + tooLong) / 2), valid);
    if (middle === valid) break;
    if (decodeStrictly(bytes.subarray(0, middle), 'utf-8') === null) tooLong = middle;
    else valid = middle;
  }
  for (let end = tooLong; end > valid; end--) {
    if (decodeStrictly(bytes.subarray(0, end), 'utf-8') !== null) return end;
  }
  return valid;
}

/** The offset itself, or up to three bytes before it, where a character starts. */
function characterStart(bytes: Uint8Array, offset: number, lowest: number): number {
  let start = offset;
  while (start > lowest && offset - start < 3 && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}

function lineOfByte(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let index = 0; index < offset; index++) if (bytes[index] === 0x0a) line++;
  return line;
}
