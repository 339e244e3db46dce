import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, splitLines } from '../../../shared/formats/text.ts';

const decode = (bytes: Uint8Array) => decodeText(bytes, 'classes.txt', 'classes-invalid', 'Nothing was imported.');
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, littleEndian);
  for (let index = 0; index < text.length; index++) view.setUint16(2 + 2 * index, text.charCodeAt(index), littleEndian);
  return bytes;
};

describe('text of a file', () => {
  it('is the same whether it was saved as UTF-8, with a byte order mark, or as UTF-16 of either byte order', () => {
    const text = 'Stöpsel\r\nkein Stöpsel\r\n';
    for (const bytes of [utf8(text), utf8(`\ufeff${text}`), utf16(text, true), utf16(text, false)]) {
      expect(decode(bytes)).toEqual({ ok: true, value: text });
    }
  });

  it('is refused, with the line and the byte, when it was saved in a Windows code page', () => {
    const result = decode(new Uint8Array([...utf8('plug\nSt'), 0xf6, ...utf8('psel\n')]));
    expect(result).toMatchObject({ ok: false, problem: { code: 'classes-invalid', line: 2, file: 'classes.txt' } });
    expect(!result.ok && result.problem.sentence).toMatch(/line 2.*0xF6.*Windows code page.*Save it as UTF-8/);
  });

  it('names the first wrong byte wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ maxLength: 20 }), (before, after) => {
        const head = utf8(before);
        const result = decode(new Uint8Array([...head, 0xff, ...utf8(after)]));
        if (head.length === 0 && after.length === 0) return;
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.problem.line).toBe(before.split('\n').length);
      }),
    );
  });

  it('is refused when it holds NUL, as UTF-16 without a byte order mark does', () => {
    const result = decode(utf16('plug\n', true).subarray(2));
    expect(!result.ok && result.problem.sentence).toMatch(/NUL.*UTF-16 without a byte order mark/);
  });

  it('has the same lines whichever line ends the writer used', () => {
    for (const end of ['\n', '\r\n', '\r']) expect(splitLines(['a', '', 'b', ''].join(end))).toEqual(['a', '', 'b']);
  });
});
