import { expect, test } from 'vitest';
import { keyCap, keyName } from '../../renderer/app/commands/key-name.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  [press('b'), 'B'],
  [press('B', { shiftKey: true }), 'Shift B'],
  [press('?', { shiftKey: true }), '?'],
  [press('k', { ctrlKey: true }), 'Ctrl K'],
  [press('k', { metaKey: true }), 'Ctrl K'],
  [press('ArrowLeft', { altKey: true }), 'Alt ArrowLeft'],
  [press('ArrowLeft', { shiftKey: true }), 'Shift ArrowLeft'],
  [press(' '), 'Space'],
  [press('1'), '1'],
  [press('Shift', { shiftKey: true }), null],
])('%o is called %s', (event, name) => {
  expect(keyName(event)).toBe(name);
});

test('a cap shows arrows as arrows', () => {
  expect(keyCap('Shift ArrowLeft')).toBe('Shift ←');
});
