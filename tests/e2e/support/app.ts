import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, chromium, expect, type Page } from '@playwright/test';
import { readEngineFile } from '../../../electron/engine/server/engine-file.ts';
import { errorCode } from '../../../electron/platform/index.ts';
import { buildPage, buildShell } from '../../../renderer/build/build-page.ts';
import { enginePid } from './engine-pid.ts';
import { findBrowser, findTestElectron, type Home } from './homes.ts';
import { type Watch, watchPages } from './watch-page.ts';

/*
 * How to write a story: a file `<name>.story.ts` in tests/e2e,
 *
 *   import { expect, test } from './support/app.ts';
 *   test('an engineer does this', async ({ openApp }) => {
 *     const app = await openApp();                          // an empty workspace; or openApp({ workspace: folder }) with one made before
 *     await railLink(app.page, 'Images').click();
 *     await app.killEngine();                               // kill -9; the page says so and goes on when it is back
 *   });
 *
 * It runs in Chromium (`npm start -- --browser`, as a person without Electron would) and in Electron. At its end nothing may have gone
 * wrong in the console, against the page's policy, or to another machine. `scenes.ts` makes a small labelled folder of synthetic scenes.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));

export type App = {
  readonly page: Page;
  readonly workspace: string;
  readonly home: Home;
  /** kill -9 of the engine; it is started again by whoever started it. */
  killEngine(): Promise<void>;
  /** Runs in Electron's main process, with what is given to it; only in that home. */
  inShell<T, A = undefined>(work: (electron: typeof import('electron'), given: A) => T, given?: A): Promise<Awaited<T>>;
  /** Starts the program once more beside this one, as a second click on its icon does; the code it ends with. Only in Electron. */
  startSecond(words?: readonly string[]): Promise<number | null>;
  /** Resolves when the program has ended by itself; closing it is not needed then. */
  ended(): Promise<void>;
  /** Something a story causes on purpose: console errors and policy violations of these words are no fault. */
  allow(words: RegExp): void;
  close(): Promise<void>;
};

export type OpenOptions = {
  /** A workspace made before; it is copied, so that a story changes nothing for the next. */
  readonly workspace?: string;
  /** Opens the workspace of an app that has ended, as the same user: with what the program remembers. */
  readonly again?: App;
  /** Names no workspace, so that the program opens the one it remembers. */
  readonly remembered?: boolean;
  /** More words for the program. */
  readonly words?: readonly string[];
};

type Fixtures = { readonly openApp: (options?: OpenOptions) => Promise<App> };
type Options = { readonly home: Home };

export const test = base.extend<Fixtures & Options>({
  home: ['chromium', { option: true }],
  openApp: async ({ home }, use) => {
    const opened: { app: App; offences: Watch }[] = [];
    const folders = new Set<string>();
    await use(async (options = {}) => {
      const folder = options.again ? dirname(options.again.workspace) : mkdtempSync(join(tmpdir(), 'plugsight-e2e-'));
      folders.add(folder);
      const workspace = join(folder, 'line 1');
      if (options.workspace) cpSync(options.workspace, workspace, { recursive: true });
      const { page, offences, ...rest } = await (home === 'electron' ? openElectron : openChromium)(
        folder,
        workspace,
        options,
      );
      const app: App = {
        page,
        workspace,
        home,
        ...rest,
        allow: (words) => offences.allowed.push(words),
        async killEngine() {
          offences.isEngineAway = true;
          process.kill(enginePid(workspace), 'SIGKILL');
        },
      };
      opened.push({ app, offences });
      return app;
    });
    // The last one first: it may work in the workspace, and with the engine, of one before.
    for (const { app } of [...opened].reverse()) await app.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    for (const { offences } of opened) {
      expect(offences.violations, 'violations of the page policy').toEqual([]);
      expect(offences.requests, 'requests off this machine').toEqual([]);
      expect(offences.errors, 'errors in the console').toEqual([]);
    }
  },
});

export { expect };

type Opened = Pick<App, 'page' | 'close' | 'inShell' | 'startSecond' | 'ended'> & { readonly offences: Watch };

async function openElectron(folder: string, workspace: string, options: OpenOptions): Promise<Opened> {
  const binary = findTestElectron(root);
  test.skip(binary === null, 'no Electron binary: set ELECTRON_OVERRIDE_DIST_PATH to the folder of one');
  test.skip(process.platform === 'linux' && !process.env.DISPLAY, 'no display for Electron');
  await Promise.all([buildPage(), buildShell()]);
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const words = [
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    `--user-data-dir=${join(folder, 'user data')}`,
    root,
  ];
  writeFileSync(join(folder, 'hold.js'), holdUntilAttached);
  const application = await _electron.launch({
    executablePath: binary!,
    timeout: 60_000,
    // Without its ending: not to be taken for the app.
    args: [
      '-r',
      join(folder, 'hold'),
      ...words,
      ...(options.remembered ? [] : ['--workspace', workspace]),
      ...(options.words ?? []),
    ],
  });
  // Playwright lets the program get ready only now: no page was loaded before.
  const offences = watchPages(application.context());
  const shell = application.process();
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  return {
    page: await application.firstWindow(),
    offences,
    inShell: (work, given) => application.evaluate(work as never, given as never) as never,
    ended: () => ended,
    startSecond(more = []) {
      const second = spawn(binary!, [...words, ...more], { stdio: 'ignore' });
      return new Promise((resolve) => second.once('exit', (code) => resolve(code)));
    },
    async close() {
      // At an orderly end Node would wait for Playwright's debugger; quitting has stories of its own. The group: some of it may outlive the shell.
      if (process.platform === 'win32') shell.kill('SIGKILL');
      else killGroup(shell.pid!);
      await ended;
      await engineGone(workspace);
    },
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/**
 * Playwright attaches to a page it meets while that goes from its empty document to our page, and may then wait for ever (seen at every tenth start on a
 * busy machine). It has a script against it that holds `ready` until it is attached, but loads that only into the installed Electron; this one is ours.
 */
const holdUntilAttached = `
const { app } = require('electron');
const ready = app.whenReady();
let attached;
const attaching = new Promise((resolve) => { attached = resolve; });
app.whenReady = () => attaching.then(() => ready);
globalThis.__playwright_run = () => attached();
`;

async function openChromium(_folder: string, workspace: string, options: OpenOptions): Promise<Opened> {
  const executablePath = findBrowser();
  test.skip(executablePath === null, 'no Chromium here');
  const program = spawn(
    process.execPath,
    [join(root, 'electron', 'cli', 'start.ts'), '--browser', '--workspace', workspace, ...(options.words ?? [])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    },
  );
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));
  const address = await pageAddressOf(program);
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const offences = watchPages(context);
  const page = await context.newPage();
  await page.goto(address);
  const noShell = () => Promise.reject(new Error('there is no shell in a browser'));
  return {
    page,
    offences,
    inShell: noShell,
    startSecond: noShell,
    ended: () => ended,
    async close() {
      await browser.close();
      if (program.exitCode === null) {
        program.kill('SIGTERM');
        await ended;
      }
      await engineGone(workspace);
    },
  };
}

async function pageAddressOf(program: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: program.stdout! })) {
    const found = /(http:\/\/127\.0\.0\.1:\S+)/.exec(line);
    if (found) return found[1]!;
  }
  throw new Error('the program ended without an address');
}

/** Its folder may be removed when the engine has ended. One that a story left running for good is ended the hard way. */
async function engineGone(workspace: string): Promise<void> {
  for (let tries = 0; tries < 100 && readEngineFile(workspace) !== null; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const left = readEngineFile(workspace);
  if (left) process.kill(left.pid, 'SIGKILL');
}
