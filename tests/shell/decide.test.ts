import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserCommand, hasDisplay } from '../../electron/cli/start/open-browser.ts';
import { isOwnPage, mayHavePermission, pageFile } from '../../electron/main/decide/addresses.ts';
import { quitQuestion, workspaceOf } from '../../electron/main/decide/start-words.ts';
import { placeWindow } from '../../electron/main/decide/window-state.ts';
import { failuresAfter, pauseBeforeStart, steadyMs } from '../../electron/platform/restart.ts';
import { pagePolicy } from '../../shared/contract/page.ts';

const folder = join('/', 'opt', 'plugsight', 'out', 'page');

describe('navigation: only our own page, by parsed address', () => {
  test.each([
    ['app://plugsight/index.html', true],
    ['app://plugsight/index.html#/images?x=1', true],
    ['app://plugsight.evil/index.html', false],
    ['app://evil/plugsight', false],
    ['https://plugsight/', false],
    ['file:///etc/passwd', false],
    ['http://127.0.0.1:4711/', false],
    ['javascript:alert(1)', false],
    ['app:plugsight', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isOwnPage(address)).toBe(expected);
  });
});

describe('the page protocol serves the page folder and nothing else', () => {
  test('the page, its script, its type', () => {
    expect(pageFile('app://plugsight/', folder)).toEqual({
      path: join(folder, 'index.html'),
      type: 'text/html; charset=utf-8',
    });
    expect(pageFile('app://plugsight/assets/a.js?v=1', folder)?.path).toBe(join(folder, 'assets', 'a.js'));
  });

  test.each([
    'app://plugsight/../main.js',
    'app://plugsight/%2e%2e/main.js',
    'app://plugsight/..%2fmain.js',
    'app://plugsight/..%5cmain.js',
    'app://plugsight/assets/%2e%2e/%2e%2e/%2e%2e/secret.js',
    'app://plugsight/a%00.js',
    'app://plugsight/%zz.js',
    'app://plugsight/plugsight.db',
    'app://other/index.html',
    'file:///etc/index.html',
  ])('not %s', (address) => {
    const found = pageFile(address, folder);
    if (found !== null) expect(found.path.startsWith(join(folder, '/'))).toBe(true);
    if (/\.db|other|file:|%00|%zz|%5c/.test(address)) expect(found).toBeNull();
  });

  test('whatever is asked, the answer lies in the folder', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '%2e%2e', '.', 'assets', '%2f', '%5c', 'a.js', '\\', '')), (parts) => {
        const found = pageFile(`app://plugsight/${parts.join('/')}`, folder);
        expect(found === null || found.path.startsWith(join(folder, '/'))).toBe(true);
      }),
    );
  });
});

describe('permissions', () => {
  test.each([
    ['media', 'app://plugsight/index.html', ['video'], true],
    ['media', 'app://plugsight/index.html', ['audio'], false],
    ['media', 'app://plugsight/index.html', ['video', 'audio'], false],
    ['media', 'https://evil.example/', ['video'], false],
    ['local-network-access', 'app://plugsight/index.html', undefined, true],
    ['local-network-access', 'app://plugsight.evil/', undefined, false],
    ['geolocation', 'app://plugsight/index.html', undefined, false],
    ['notifications', 'app://plugsight/index.html', undefined, false],
    ['openExternal', 'app://plugsight/index.html', undefined, false],
    ['clipboard-read', 'app://plugsight/index.html', undefined, false],
    ['fullscreen', 'app://plugsight/index.html', undefined, false],
  ] as const)('%s for %s %j: %s', (permission, requester, mediaTypes, expected) => {
    expect(mayHavePermission(permission, requester, mediaTypes)).toBe(expected);
  });
});

describe('the engine is started again', () => {
  test('at once, then with growing pauses, then no more', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 6].map(pauseBeforeStart);
    expect(pauses[0]).toBe(0);
    expect(pauses.at(-1)).toBeNull();
    const counted = pauses.filter((pause) => pause !== null);
    expect(counted).toEqual([...counted].sort((a, b) => a - b));
  });

  test('an engine that ran for a while begins the count anew', () => {
    expect(failuresAfter(4, steadyMs)).toBe(1);
    expect(failuresAfter(1, 200)).toBe(2);
  });
});

describe('the window opens where it can be seen', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  test('where it was', () => {
    const kept = { bounds: { x: 100, y: 50, width: 1400, height: 900 }, isMaximized: true };
    expect(placeWindow(kept, [screen])).toEqual(kept);
  });

  test('in the middle when the display it was on is gone', () => {
    const kept = { bounds: { x: 3000, y: 50, width: 1400, height: 900 }, isMaximized: false };
    expect(placeWindow(kept, [screen]).bounds).toEqual({ x: 260, y: 70, width: 1400, height: 900 });
  });

  test('whatever was kept, the title bar lies on a display', () => {
    const length = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(
        length,
        length,
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        (x, y, width, height) => {
          const { bounds } = placeWindow({ bounds: { x, y, width, height }, isMaximized: false }, [screen]);
          const across = Math.min(bounds.x + bounds.width, 1920) - Math.max(bounds.x, 0);
          expect(across).toBeGreaterThanOrEqual(0.25 * bounds.width);
          expect(bounds.y).toBeLessThan(1040);
        },
      ),
    );
  });
});

describe('which workspace', () => {
  const places = {
    workingFolder: join('/', 'home', 'keller'),
    remembered: null,
    documents: join('/', 'home', 'keller', 'Documents'),
  };
  test.each([
    [['--workspace', 'line1'], null, join('/', 'home', 'keller', 'line1')],
    [['--workspace=line1'], null, join('/', 'home', 'keller', 'line1')],
    [['app', '--no-sandbox'], join('/', 'data', 'mill2'), join('/', 'data', 'mill2')],
    [[], null, join('/', 'home', 'keller', 'Documents', 'Plugsight')],
    [['--workspace'], null, join('/', 'home', 'keller', 'Documents', 'Plugsight')],
  ])('%j, remembered %s: %s', (words, remembered, expected) => {
    expect(workspaceOf(words, { ...places, remembered })).toBe(expected);
  });
});

test('quitting asks only while something is being worked on, and staying is the first answer', () => {
  expect(quitQuestion([])).toBeNull();
  expect(quitQuestion(['Training, epoch 61 of 100'])?.message).toContain('epoch 61 of 100');
  expect(quitQuestion(['a', 'b'])?.message).toContain('2 things');
  expect(quitQuestion(['a'])?.buttons[0]).toBe('Go on working');
});

test('the policy has no unsafe word and names the engine alone', () => {
  const policy = pagePolicy('http://127.0.0.1:4711');
  expect(policy).not.toMatch(/unsafe|\*(?!;)|https:/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('ws://127.0.0.1:4711');
});

test('a browser is opened by the system, the address in one word', () => {
  const address = 'http://127.0.0.1:1/?ticket=a&b=c';
  for (const platform of ['win32', 'darwin', 'linux'] as const) {
    expect(browserCommand(address, platform).words).toContain(address);
  }
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('win32', {})).toBe(true);
});
