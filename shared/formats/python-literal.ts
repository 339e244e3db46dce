import { failure, type Result, success } from '../domain/problem.ts';

/**
 * A value written as Python literal text (`{0: 'plug'}`), as exporters store it in a model's metadata. A dictionary keeps its
 * entries in order with keys of any kind; lists, tuples and sets stay apart.
 */
export type PythonLiteral =
  | { readonly kind: 'none' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly PythonLiteral[] }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [PythonLiteral, PythonLiteral])[] };

const maximumLength = 1_000_000;
const maximumDepth = 32;

/**
 * Reads Python literal text without evaluating anything: text, integers, floats, None, True, False, lists, tuples, sets and
 * dictionaries. Refused: names and calls, prefixed text (`b''`, `f''`), adjacent texts, arithmetic, `\N{...}`, lone surrogates,
 * integers beyond 2^53, more than 1,000,000 characters or 32 levels.
 * Grammar: https://docs.python.org/3/reference/lexical_analysis.html
 */
export function parsePythonLiteral(text: string): Result<PythonLiteral> {
  if (text.length > maximumLength) {
    return failure('invalid-input', `The text has ${text.length} characters; at most ${maximumLength} are read.`);
  }
  try {
    const reader = new LiteralReader(text);
    const value = reader.value(0);
    reader.end();
    return success(value);
  } catch (error) {
    if (error instanceof LiteralError) return failure('invalid-input', error.message);
    throw error;
  }
}

class LiteralError extends Error {}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};
const hexEscapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const words: Readonly<Record<string, PythonLiteral>> = {
  None: { kind: 'none' },
  True: { kind: 'boolean', value: true },
  False: { kind: 'boolean', value: false },
};
const wordPattern = /[A-Za-z_][A-Za-z_0-9]*/y;
const integerPattern = /[+-]?(?:0(?:_?0)*|[1-9](?:_?[0-9])*)(?![0-9A-Za-z_.])/y;
const floatPattern =
  /[+-]?(?:[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*(?=[eE]))(?:[eE][+-]?[0-9](?:_?[0-9])*)?(?![0-9A-Za-z_.])/y;
const blanksPattern = /[ \t\n\r\f]*/y;
const octalPattern = /[0-7]{1,3}/y;

/** Walks the text once; each method reads one construct and leaves `#at` behind it. */
class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): PythonLiteral {
    if (depth > maximumDepth) throw this.#error(`is nested deeper than ${maximumDepth} levels`);
    this.#blanks();
    const next = this.#text[this.#at];
    if (next === '{') return this.#braces(depth);
    if (next === '[') return { kind: 'list', items: this.#items(']', depth).items };
    if (next === '(') return this.#parentheses(depth);
    if (next === "'" || next === '"') return { kind: 'text', value: this.#quoted(next) };
    return this.#wordOrNumber();
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#error('goes on after its end');
  }

  #wordOrNumber(): PythonLiteral {
    const word = this.#match(wordPattern);
    if (word !== undefined) {
      if (Object.hasOwn(words, word)) return words[word]!;
      throw this.#error(`has the name "${word.slice(0, 40)}", which is not a literal`);
    }
    const integer = this.#match(integerPattern);
    if (integer !== undefined) {
      const value = Number(integer.replaceAll('_', ''));
      if (!Number.isSafeInteger(value)) throw this.#error('has an integer beyond 2^53');
      return { kind: 'integer', value: value + 0 };
    }
    const float = this.#match(floatPattern);
    if (float !== undefined) return { kind: 'float', value: Number(float.replaceAll('_', '')) };
    throw this.#error(this.#at >= this.#text.length ? 'ends too early' : 'has no value');
  }

  #braces(depth: number): PythonLiteral {
    this.#at++;
    if (this.#take('}')) return { kind: 'dictionary', entries: [] };
    const first = this.value(depth + 1);
    if (!this.#take(':')) {
      const rest = this.#take(',') ? this.#items('}', depth, false).items : this.#close('}');
      return { kind: 'set', items: [first, ...rest] };
    }
    const entries: (readonly [PythonLiteral, PythonLiteral])[] = [[first, this.value(depth + 1)]];
    while (!this.#take('}')) {
      this.#expect(',');
      if (this.#take('}')) break;
      const key = this.value(depth + 1);
      this.#expect(':');
      entries.push([key, this.value(depth + 1)]);
    }
    return { kind: 'dictionary', entries };
  }

  #parentheses(depth: number): PythonLiteral {
    const { items, trailingComma } = this.#items(')', depth);
    if (items.length === 1 && !trailingComma) return items[0]!;
    return { kind: 'tuple', items };
  }

  #items(closing: string, depth: number, opens = true): { items: PythonLiteral[]; trailingComma: boolean } {
    if (opens) this.#at++;
    const items: PythonLiteral[] = [];
    let trailingComma = false;
    while (!this.#take(closing)) {
      if (items.length > 0 && !trailingComma) throw this.#error(`lacks a comma or "${closing}"`);
      items.push(this.value(depth + 1));
      trailingComma = this.#take(',');
    }
    return { items, trailingComma };
  }

  #close(closing: string): PythonLiteral[] {
    this.#expect(closing);
    return [];
  }

  #quoted(quote: string): string {
    if (this.#text.startsWith(quote.repeat(3), this.#at)) throw this.#error('has text in triple quotes');
    this.#at++;
    let value = '';
    for (;;) {
      const next = this.#text[this.#at++];
      if (next === undefined || next === '\n' || next === '\r') throw this.#error('has text without its closing quote');
      if (next === quote) break;
      value += next === '\\' ? this.#escape() : next;
    }
    if (!value.isWellFormed()) throw this.#error('has half a character (a lone surrogate)');
    return value;
  }

  #escape(): string {
    const letter = this.#text[this.#at];
    if (letter === undefined) throw this.#error('ends inside an escape');
    const octal = this.#match(octalPattern);
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    this.#at++;
    if (Object.hasOwn(simpleEscapes, letter)) return simpleEscapes[letter]!;
    if (Object.hasOwn(hexEscapeLengths, letter)) return this.#hexEscape(hexEscapeLengths[letter]!);
    if (letter === 'N') throw this.#error('has a character by name (\\N), which is not read');
    return `\\${letter}`;
  }

  #hexEscape(length: number): string {
    const digits = this.#text.slice(this.#at, this.#at + length);
    const code = Number.parseInt(digits, 16);
    if (digits.length !== length || !/^[0-9A-Fa-f]+$/.test(digits) || code > 0x10ffff) {
      throw this.#error('has an escape that is not a character');
    }
    this.#at += length;
    return String.fromCodePoint(code);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw this.#error(`lacks "${character}"`);
  }

  #blanks(): void {
    this.#match(blanksPattern);
  }

  #error(what: string): LiteralError {
    return new LiteralError(`The Python text ${what} (character ${this.#at + 1}).`);
  }
}
