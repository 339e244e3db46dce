import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserCommand, hasDisplay } from '../../electron/cli/start/open-browser.ts';
import { isOwnPage, mayHavePermission, pageFile } from '../../electron/main/decide/addresses.ts';
import { pagePreferences } from '../../electron/main/decide/page-preferences.ts';
import { partingOf, partingQuestion } from '../../electron/main/decide/parting.ts';
import { recentLimit, recentOne, withOpened } from '../../electron/main/decide/recent-workspaces.ts';
import { handedOver, handOver } from '../../electron/main/decide/second-start.ts';
import { mayAsk } from '../../electron/main/decide/sender.ts';
import { placeWindow } from '../../electron/main/decide/window-state.ts';
import { chooseWorkspace, namedWorkspace } from '../../electron/main/decide/workspace-choice.ts';
import { readKept, writeKept } from '../../electron/main/kept-state.ts';
import { menuScreens, menuTemplate } from '../../electron/main/menu.ts';
import { fuses } from '../../electron/packaging/fuses.ts';
import { documentsOf } from '../../electron/platform/index.ts';
import { failuresAfter, pauseBeforeStart, steadyMs } from '../../electron/supervision/index.ts';
import { pagePolicy } from '../../shared/contract/page.ts';
import {
  chooseFilesSchema,
  chooseFolderSchema,
  chooseSavePathSchema,
  openWorkspaceSchema,
  setTextSizeSchema,
  showInFolderSchema,
} from '../../shared/contract/shell.ts';

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
  const usual = join('/', 'home', 'keller', 'Documents', 'Plugsight');
  test.each([
    [['--workspace', 'line1'], null, join('/', 'home', 'keller', 'line1'), true],
    [['--workspace=line1'], null, join('/', 'home', 'keller', 'line1'), true],
    [['--workspace', 'line1'], join('/', 'data', 'mill2'), join('/', 'home', 'keller', 'line1'), true],
    [['app', '--no-sandbox'], join('/', 'data', 'mill2'), join('/', 'data', 'mill2'), false],
    [[], null, usual, true],
    [['--workspace'], null, usual, true],
    [[], usual, usual, true],
  ])('%j, remembered %s: %s, made when it is not there: %s', (words, remembered, folder, mayCreate) => {
    expect(chooseWorkspace(words, { ...places, remembered })).toEqual({ folder, mayCreate });
  });

  test('a second start names one, or none', () => {
    expect(namedWorkspace(['electron', '.', '--workspace', 'b'], places.workingFolder)).toBe(
      join('/', 'home', 'keller', 'b'),
    );
    expect(namedWorkspace(['electron', '.'], places.workingFolder)).toBeNull();
  });

  test.each([
    ['XDG_DOCUMENTS_DIR="$HOME/Dokumente"', '/home/keller/Dokumente'],
    ['# comment\nXDG_MUSIC_DIR="$HOME/Musik"\nXDG_DOCUMENTS_DIR="/data/my \\"docs\\""\n', '/data/my "docs"'],
    ['XDG_DOCUMENTS_DIR="$HOMEx/y"', null],
    ['XDG_DOCUMENTS_DIR="relative"', null],
    ['', null],
  ])('documents as the desktop has them: %j is %s', (settings, expected) => {
    expect(documentsOf(settings, '/home/keller')).toBe(expected);
  });
});

describe('the workspaces that were opened', () => {
  test('stand the last one first, each once', () => {
    expect(withOpened(['/a', '/b', '/c'], '/b', 'linux')).toEqual(['/b', '/a', '/c']);
    expect(withOpened([], '/a', 'linux')).toEqual(['/a']);
  });

  test('are one folder on Windows whatever their case, spelt as it was opened last', () => {
    expect(withOpened(['D:\\Line 1', 'D:\\x'], 'd:\\line 1', 'win32')).toEqual(['d:\\line 1', 'D:\\x']);
    expect(withOpened(['/Line', '/x'], '/line', 'linux')).toEqual(['/line', '/Line', '/x']);
  });

  test('are eight at most, without doubles, whatever is opened in whatever order', () => {
    const folders = fc.array(fc.constantFrom(...'abcdefghijklABCD'.split('').map((name) => `C:\\${name}`)));
    fc.assert(
      fc.property(folders, (opened) => {
        const recent = opened.reduce<string[]>((list, folder) => withOpened(list, folder, 'win32'), []);
        const apart = new Set(recent.map((folder) => folder.toLowerCase()));
        expect(apart.size).toBe(recent.length);
        const all = new Set(opened.map((folder) => folder.toLowerCase()));
        expect(recent.length).toBe(Math.min(all.size, recentLimit));
        expect(recent[0]).toBe(opened.at(-1));
      }),
    );
  });

  test('are the only ones the page may open by name', () => {
    expect(recentOne(['/data/a'], '/data/a', 'linux')).toBe('/data/a');
    expect(recentOne(['/data/a'], '/data/A', 'linux')).toBeNull();
    expect(recentOne(['D:\\A'], 'd:\\a', 'win32')).toBe('D:\\A');
    expect(recentOne([], '/etc', 'linux')).toBeNull();
  });
});

test('what the shell kept before there was a list is read on, and a damaged file counts as none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plugsight-kept-'));
  const path = join(folder, 'window.json');
  try {
    expect(readKept(path)).toEqual({ window: null, workspace: null, recent: [] });
    writeFileSync(path, JSON.stringify({ window: null, workspace: '/data/a' }));
    expect(readKept(path)).toEqual({ window: null, workspace: '/data/a', recent: [] });
    writeKept(path, { window: null, workspace: '/data/b', recent: ['/data/b', '/data/a'] });
    expect(readKept(path).recent).toEqual(['/data/b', '/data/a']);
    writeFileSync(path, '{"recent": 1');
    expect(readKept(path)).toEqual({ window: null, workspace: null, recent: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('leaving', () => {
  test('asks only while something is being worked on', () => {
    expect(partingQuestion([], 'quit')).toBeNull();
  });

  test('says what is under way, and means what its buttons say', () => {
    const question = partingQuestion(['A training: epoch 61 of 100'], 'quit')!;
    expect(question.message).toContain('epoch 61 of 100');
    expect(question.choices.map(({ label }, at) => [label, partingOf(question, at)])).toEqual([
      ['Leave it running', 'finish'],
      ['Stop it and quit', 'stop'],
      ['Cancel', 'stay'],
    ]);
    const several = partingQuestion(['A training: epoch 1 of 2', 'An import: 3 of 9'], 'open-another')!;
    expect(several.message).toContain('2 things');
    expect(several.detail).toContain('An import: 3 of 9');
    expect(several.choices[1]?.label).toBe('Stop it and open');
  });

  test('a dialog closed in whatever way changes nothing', () => {
    const question = partingQuestion(['An import'], 'quit')!;
    for (const response of [-1, 3, Number.NaN]) expect(partingOf(question, response)).toBe('stay');
  });
});

test('a second start is handed over as ASCII, whole, and nothing else counts as one', () => {
  const start = { words: ['electron', '--workspace', 'Bänder/Linie ’2’'], workingFolder: '/home/müller' };
  expect(handOver(start).start).toMatch(/^[ -~]*$/);
  expect(handedOver(handOver(start))).toEqual(start);
  for (const other of [null, {}, { start: '%' }, { start: 'null' }, { start: '%7B%7D' }])
    expect(handedOver(other)).toBeNull();
});

test('only the top frame of our own page is answered', () => {
  const url = 'app://plugsight/index.html';
  expect(mayAsk({ url, isTopFrame: true })).toBe(true);
  expect(mayAsk({ url, isTopFrame: false })).toBe(false);
  expect(mayAsk({ url: 'app://plugsight.evil/index.html', isTopFrame: true })).toBe(false);
  expect(mayAsk({ url: 'about:blank', isTopFrame: true })).toBe(false);
  expect(mayAsk(null)).toBe(false);
});

test('what the page asks is checked: wrong kinds, lengths and patterns are refused', () => {
  expect(chooseFolderSchema.safeParse({ title: 'x'.repeat(201) }).success).toBe(false);
  expect(chooseFilesSchema.safeParse({ title: '', extensions: ['../x'], several: true }).success).toBe(false);
  expect(chooseFilesSchema.safeParse({ title: '', extensions: ['png'], several: 1 }).success).toBe(false);
  expect(chooseSavePathSchema.safeParse({ title: '', fileName: {} }).success).toBe(false);
  expect(showInFolderSchema.safeParse({ path: ['/'] }).success).toBe(false);
  for (const folder of [undefined, ['/'], 'x'.repeat(4097)]) {
    expect(openWorkspaceSchema.safeParse({ folder }).success).toBe(false);
  }
  for (const percent of [0, 110, 400, '200', Number.NaN]) {
    expect(setTextSizeSchema.safeParse({ percent }).success).toBe(false);
  }
  expect(setTextSizeSchema.safeParse({ percent: 200 }).success).toBe(true);
  expect(openWorkspaceSchema.safeParse({ folder: null }).success).toBe(true);
  expect(chooseFilesSchema.safeParse({ title: 'Labels', extensions: ['xml', 'json'], several: true }).success).toBe(
    true,
  );
});

describe('the page runs as the checklist has it', () => {
  const preferences = pagePreferences('/preload.cjs', true);
  test.each([
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['contextIsolation', true],
    ['sandbox', true],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['enableBlinkFeatures', undefined],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['devTools', false],
  ] as const)('%s: %s', (name, expected) => {
    expect(preferences[name]).toBe(expected);
  });
});

test('fuses: nothing in the packed binary can be made a Node or a debugger, and only our archive is loaded', () => {
  expect(fuses).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  });
  const known = Object.keys(FuseV1Options);
  expect(Object.keys(fuses).filter((name) => !known.includes(name))).toEqual([]);
});

test('the menu sends commands, asks the shell, and keeps its keys apart', () => {
  const sent: string[] = [];
  const nothing = () => undefined;
  const template = menuTemplate(
    {
      send: (id) => sent.push(id),
      restartEngine: nothing,
      openWorkspace: nothing,
      showWorkspace: nothing,
      showLog: nothing,
    },
    false,
  );
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  for (const { id, click } of items) if (id) (click as () => void)();
  expect(sent).toEqual([
    ...menuScreens.map(([id]) => `go.${id}`),
    'app.theme',
    'app.larger-text',
    'app.smaller-text',
    'app.usual-text',
    'app.keys',
    'app.palette',
  ]);
  const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
  expect(new Set(keys).size).toBe(keys.length);
  expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(false);
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
