import { join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safeFileName, safeRelativePath } from '../../../shared/formats/safe-file-name.ts';

it.each([
  ['frame_1.png', 'frame_1.png'],
  ['..', '_'],
  ['.hidden', '_hidden'],
  ['a:b|c?.png', 'a_b_c_.png'],
  ['CON.png', '_CON.png'],
  ['lpt1', '_lpt1'],
  ['trailing. ', 'trailing'],
  ['\u0000x', '_x'],
  ['Plug ü.png', 'Plug ü.png'],
  ['', '_'],
])('%j becomes %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

it('keeps the extension of a long name', () => {
  expect(safeFileName(`${'x'.repeat(300)}.png`)).toMatch(/^x{116}\.png$/);
});

it('keeps the folders of a dropped folder and no way out of it', () => {
  expect(safeRelativePath('set/images/a.png')).toBe('set/images/a.png');
  expect(safeRelativePath('..\\..\\..//windows/./x.png')).toBe('windows/x.png');
});

it('stays inside, whatever it is given', () => {
  const folder = resolve('/uploads/batch');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ':', ' ', '\u0000', 'ü') }), (name) => {
      const path = join(folder, safeRelativePath(name));
      expect(path.startsWith(folder + sep)).toBe(true);
      expect(
        safeRelativePath(name)
          .split('/')
          .every((part) => part === safeFileName(part)),
      ).toBe(true);
    }),
  );
});
