import { failure, type Result, success } from '../../domain/problem.ts';

/** No format read here nests deeper than ten, polygons and free-form metadata included. */
const deepest = 64;

export type JsonObject = { readonly [key: string]: unknown };

/**
 * A file's JSON value, or why it is none.
 *
 * @param kept end of the sentence: what was left as it was
 */
export function parseJsonFile(text: string, file: string, kept: string): Result<unknown> {
  const brackets = scanBrackets(text, deepest);
  if (brackets === 'too deep') {
    return failure('label-invalid', `${file}: its brackets nest more than ${deepest} deep. ${kept}`, { file });
  }
  try {
    return success(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const what =
      brackets === 'open'
        ? 'the file ends in the middle of a value; it was cut off.'
        : /[[,:\s](NaN|-?Infinity)\b/.test(text)
          ? 'a number in it is NaN or Infinity, which JSON does not have; a program wrote it without a check.'
          : `this is not JSON (${shortened(cause.message)}).`;
    return failure('label-invalid', `${file}: ${what} ${kept}`, { file });
  }
}

/** Counts brackets outside of strings, without building anything. `open`: some are never closed, or the last string is not. */
function scanBrackets(text: string, limit: number): 'balanced' | 'open' | 'too deep' {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === backslash) at++;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (code === bracket || code === brace) {
      depth++;
      if (depth > limit) return 'too deep';
    } else if (code === bracketEnd || code === braceEnd) depth--;
  }
  return depth > 0 || isInString ? 'open' : 'balanced';
}

const [quote, backslash, bracket, bracketEnd, brace, braceEnd] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

function shortened(message: string): string {
  return message.length > 120 ? `${message.slice(0, 120)}...` : message;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An id or name as text, whether it was written as one or as a number; null for anything else. */
export function wordOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** A finite number, also written as text the way some tools do; null for anything else. */
export function finiteNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) && Number.isFinite(Number(value))
    ? Number(value)
    : null;
}

export function sizeOf(
  width: unknown,
  height: unknown,
): { readonly widthPx: number; readonly heightPx: number } | null {
  const [widthPx, heightPx] = [finiteNumber(width), finiteNumber(height)];
  if (widthPx === null || heightPx === null || widthPx <= 0 || heightPx <= 0) return null;
  return { widthPx, heightPx };
}
