import { expect, test } from 'vitest';
import { mayEnter, tokenOf } from '../../electron/engine/server/access.ts';

const address = { port: 4711, token: 'right', origins: ['app://plugsight'] };
const good = { host: '127.0.0.1:4711', origin: undefined, token: 'right' };

test.each([
  ['the command line: no origin', good, true],
  ['our own page', { ...good, origin: 'http://127.0.0.1:4711' }, true],
  ['localhost', { ...good, host: 'localhost:4711', origin: 'http://localhost:4711' }, true],
  ["the shell's page", { ...good, origin: 'app://plugsight' }, true],
  ['an app page of another name', { ...good, origin: 'app://plugsight.evil' }, false],
  ['a wrong token', { ...good, token: 'wrong' }, false],
  ['a token that only begins right', { ...good, token: 'rightly' }, false],
  ['no token', { ...good, token: undefined }, false],
  ['a page of another site', { ...good, origin: 'https://evil.example' }, false],
  ['a page on another port', { ...good, origin: 'http://127.0.0.1:80' }, false],
  ['a sandboxed page', { ...good, origin: 'null' }, false],
  ['a name rebound to this machine', { ...good, host: 'evil.example:4711' }, false],
  ['no host', { ...good, host: undefined }, false],
])('%s', (_, knock, expected) => {
  expect(mayEnter(knock, address)).toBe(expected);
});

test('the token is read from the subprotocols, wherever it stands', () => {
  expect(tokenOf('plugsight, token.abc-_')).toBe('abc-_');
  expect(tokenOf('token.x')).toBe('x');
  expect(tokenOf('plugsight')).toBeUndefined();
  expect(tokenOf(undefined)).toBeUndefined();
});
