import { expect, test } from 'vitest';
import { textSizeAfter, textSizeOf } from '../../renderer/app/text-size.ts';

test.each([
  [100, 1, 125],
  [150, 1, 200],
  [200, 1, 200],
  [200, -1, 150],
  [100, -1, 100],
] as const)('from %i by %i: %i', (size, by, expected) => expect(textSizeAfter(size, by)).toBe(expected));

test('what is no size is the usual one', () => {
  for (const setting of [undefined, null, 110, '200', {}]) expect(textSizeOf(setting)).toBe(100);
  expect(textSizeOf(200)).toBe(200);
});
