import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { failure, type ProblemCode, type Result, success } from '../domain/problem.ts';

/** A YAML 1.2 (core schema) file that holds one mapping, with the line of everything in it. */
export type YamlFile = {
  readonly file: string;
  readonly document: Document.Parsed;
  /** Line (from 1) of the key at this path, or of the nearest part of the path that exists. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
};

const mostCharacters = 1_000_000;

/**
 * Reads one YAML file whose top level must be a mapping. Refused, with the line: keys given twice, escapes that a Windows path in
 * double quotes turns into control characters, tags, several documents, and whatever is not YAML.
 *
 * @param kept end of every sentence: what was left as it was, for example "Nothing was imported."
 */
export function parseYamlFile(text: string, file: string, code: ProblemCode, kept: string): Result<YamlFile> {
  if (text.length > mostCharacters) {
    return failure(code, `${file} holds ${text.length} characters; such a file has a few hundred. ${kept}`, { file });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const refuse = (line: number, what: string) =>
    failure(code, `${file}, line ${line}: ${what} ${kept}`, { file, line });

  const swallowed = firstSwallowedBackslash(document, text);
  const error = document.errors[0] ?? document.warnings[0];
  if (swallowed !== null && (error === undefined || swallowed <= error.pos[0])) {
    return refuse(lineAt(swallowed), backslashSentence);
  }
  if (error !== undefined) return refuse(lineAt(error.pos[0]), errorSentence(error, document, lineAt));
  if (!isMap(document.contents)) {
    return failure(code, `${file} holds no "key: value" lines. ${kept}`, { file });
  }
  return success({ file, document, lineOf: (path) => lineOf(document, path, lineAt) });
}

const backslashSentence =
  'in double quotes a backslash starts an escape (\\n is a line feed, \\t a tab), so this is not the text it looks like. Write it in single quotes, or with / instead of the backslash.';

function errorSentence(error: YAMLError, document: Document.Parsed, lineAt: (offset: number) => number): string {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const twice = duplicateKey(document, error.pos[0]);
      if (twice === null) return 'a key appears twice. Keep one of the two lines.';
      return `"${twice.key}" appears twice, first in line ${lineAt(twice.firstOffset)}, and the two may differ. Keep one of the two lines.`;
    }
    case 'BAD_DQ_ESCAPE':
      return backslashSentence;
    case 'TAB_AS_INDENT':
      return 'the line starts with a tab. Indent with blanks.';
    case 'MULTIPLE_DOCS':
      return 'a second document starts here ("---"). Keep one.';
    case 'TAG_RESOLVE_FAILED':
      return 'it holds a tag ("!..."), which is not used here. Remove it.';
    case 'BAD_ALIAS':
      return 'it refers (*) to an anchor (&) that does not exist.';
    default:
      return `this is not valid YAML (${error.message.split('\n')[0]}). Check indentation, quotes and brackets here and in the line before.`;
  }
}

function duplicateKey(document: Document.Parsed, offset: number): { key: string; firstOffset: number } | null {
  let found: { key: string; firstOffset: number } | null = null;
  visit(document, {
    Map(_, map) {
      const second = map.items.find((pair) => isScalar(pair.key) && pair.key.range?.[0] === offset);
      if (second === undefined || !isScalar(second.key)) return;
      const key = String(second.key.value);
      const first = map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
      if (isScalar(first?.key)) found = { key, firstOffset: first.key.range?.[0] ?? offset };
      return visit.BREAK;
    },
  });
  return found;
}

/** Offset of the first double-quoted text that holds a control character because of an escape, or null. */
function firstSwallowedBackslash(document: Document.Parsed, text: string): number | null {
  let offset: number | null = null;
  visit(document, {
    Scalar(_, scalar) {
      if (scalar.type !== 'QUOTE_DOUBLE' || typeof scalar.value !== 'string' || !scalar.range) return;
      const written = text.slice(scalar.range[0], scalar.range[1]);
      if (written.includes('\\') && holdsControlCharacter(scalar.value)) {
        offset = scalar.range[0];
        return visit.BREAK;
      }
      return;
    },
  });
  return offset;
}

/** C0 and C1 controls, no-break space and the Unicode line and paragraph separators: all that YAML's one-letter escapes can produce. */
export function holdsControlCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f-\u00a0\u2028\u2029]/.test(text);
}

function lineOf(
  document: Document.Parsed,
  path: readonly (string | number)[],
  lineAt: (offset: number) => number,
): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!isPair(pair) || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = (pair.value as Node | null) ?? null;
    } else {
      const item: unknown = node !== null && 'items' in node ? node.items[Number(part)] : undefined;
      if (typeof item !== 'object' || item === null || !('range' in item)) break;
      node = item as Node;
      offset = node.range?.[0] ?? offset;
    }
  }
  return lineAt(offset);
}

/** The file's content as plain values; objects without their key types. Throws nothing that the parser let through except for alias bombs. */
export function yamlValue(yaml: YamlFile, code: ProblemCode, kept: string): Result<unknown> {
  try {
    return success(yaml.document.toJS({ maxAliasCount: 100 }));
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    return failure(
      code,
      `${yaml.file} repeats itself through anchors (&, *) too often to be read. Write the values out. ${kept}`,
      { file: yaml.file },
    );
  }
}
