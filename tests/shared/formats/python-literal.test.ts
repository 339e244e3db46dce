import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PythonLiteral, parsePythonLiteral } from '../../../shared/formats/python-literal.ts';

const fixtures: readonly { readonly python: string; readonly value: PythonLiteral }[] = JSON.parse(
  readFileSync(new URL('../../fixtures/python-literals/python-literals.json', import.meta.url), 'utf8'),
);

function read(text: string): PythonLiteral {
  const result = parsePythonLiteral(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.sentence}`);
  return result.value;
}

const text = (value: string): PythonLiteral => ({ kind: 'text', value });
const integer = (value: number): PythonLiteral => ({ kind: 'integer', value });

describe('Python literal text', () => {
  it('is read as CPython wrote it, for 400 stored values', () => {
    for (const { python, value } of fixtures) expect(read(python)).toEqual(value);
  });

  it('keeps apostrophes, separators and escaped characters of class names', () => {
    const names = `{0: 'clamp', 1: "fitter's glove", 2: 'say "go"', 3: 'it\\'s "{1: 2}", [x]', 4: '\\u200bghost', 5: 'a\\\\b\\tc'}`;
    expect(read(names)).toEqual({
      kind: 'dictionary',
      entries: [
        [integer(0), text('clamp')],
        [integer(1), text("fitter's glove")],
        [integer(2), text('say "go"')],
        [integer(3), text('it\'s "{1: 2}", [x]')],
        [integer(4), text('\u200bghost')],
        [integer(5), text('a\\b\tc')],
      ],
    });
  });

  it.each([
    ["'\\x41\\u0042\\U00000043\\104\\q'", 'ABCD\\q'],
    ["'\\a\\b\\f\\v\\r\\n'", '\x07\b\f\v\r\n'],
    ["'line \\\ncontinued'", 'line continued'],
    ["''", ''],
  ])('reads the escapes of %s', (python, value) => {
    expect(read(python)).toEqual(text(value));
  });

  it('tells a tuple of one from a value in parentheses', () => {
    expect(read('(1,)')).toEqual({ kind: 'tuple', items: [integer(1)] });
    expect(read('( 1 )')).toEqual(integer(1));
  });

  it.each(['[1, 2,]', '{1: 2,}', '{1, 2,}', '(1, 2,)', '1_000', '-1.5e-3', '.5', '5.'])('accepts %s', (python) => {
    expect(parsePythonLiteral(python).ok).toBe(true);
  });

  it.each([
    'print("x")',
    '__import__("os").system("true")',
    'os',
    '1 + 1',
    '[x for x in y]',
    'b"x"',
    'f"{1}"',
    '"a" "b"',
    '"""a"""',
    '"\\N{BULLET}"',
    '"\\ud800"',
    '"\\U00110000"',
    '"\\x4"',
    '"open',
    "'line\nbreak'",
    '{1: }',
    '{1: 2',
    '[1 2]',
    '[,]',
    '01',
    '0x10',
    '1__0',
    '9007199254740993',
    'nan',
    'true',
    'constructor',
    '1 2',
    '',
    '# comment',
  ])('refuses %s with a sentence', (python) => {
    const result = parsePythonLiteral(python);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problem.sentence).toMatch(/^The Python text .+\(character \d+\)\.$/s);
  });

  it('refuses deep nesting and endless text instead of running out of stack', () => {
    expect(parsePythonLiteral('['.repeat(100_000)).ok).toBe(false);
    expect(parsePythonLiteral(`${'['.repeat(32)}1${']'.repeat(32)}`).ok).toBe(true);
    expect(parsePythonLiteral(`${'['.repeat(33)}1${']'.repeat(33)}`).ok).toBe(false);
    expect(parsePythonLiteral(`'${'a'.repeat(1_000_000)}'`).ok).toBe(false);
  });

  it('answers any text at all with a value or a problem, never with an exception', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ',',
      ':',
      "'",
      '"',
      '\\',
      '0',
      '1',
      '.',
      'e',
      '-',
      '_',
      'None',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(pieces, fc.string()) }),
        (any) => typeof parsePythonLiteral(any).ok === 'boolean',
      ),
    );
  });
});
