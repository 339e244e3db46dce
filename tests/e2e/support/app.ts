import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, chromium, expect, type Page } from '@playwright/test';
import { buildPage, buildShell } from '../../../renderer/build/build-page.ts';
import { findBrowser, findTestElectron } from './homes.ts';
import { watchPage } from './watch-page.ts';

/*
 * How to write a story: a file `<name>.story.ts` in tests/e2e,
 *
 *   import { expect, test } from './support/app.ts';
 *   test('an engineer does this', async ({ openApp }) => {
 *     const app = await openApp();                          // an empty workspace; or openApp({ workspace: folder }) with one made before
 *     await app.page.getByRole('link', { name: 'Images' }).click();
 *     await app.killEngine();                               // kill -9; the page says so and goes on when it is back
 *   });
 *
 * It runs in Chromium (`npm start -- --browser`, as a person without Electron would) and in Electron. At its end nothing may have gone
 * wrong in the console, against the page's policy, or to another machine. `scenes.ts` makes a small labelled folder of synthetic scenes.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Home = 'chromium' | 'electron';

export type App = {
  readonly page: Page;
  readonly workspace: string;
  readonly home: Home;
  /** kill -9 of the engine; it is started again by whoever started it. */
  killEngine(): Promise<void>;
  /** Runs in Electron's main process, with what is given to it; only in that home. */
  inShell<T, A = undefined>(work: (electron: typeof import('electron'), given: A) => T, given?: A): Promise<T>;
  close(): Promise<void>;
};

export type OpenOptions = {
  /** A workspace made before; it is copied, so that a story changes nothing for the next. */
  readonly workspace?: string;
  /** More words for the program. */
  readonly words?: readonly string[];
};

type Fixtures = { readonly openApp: (options?: OpenOptions) => Promise<App> };
type Options = { readonly home: Home };

export const test = base.extend<Fixtures & Options>({
  home: ['chromium', { option: true }],
  openApp: async ({ home }, use) => {
    const opened: { app: App; offences: Awaited<ReturnType<typeof watchPage>>; folder: string }[] = [];
    await use(async (options = {}) => {
      const folder = mkdtempSync(join(tmpdir(), 'plugsight-e2e-'));
      const workspace = join(folder, 'line 1');
      if (options.workspace) cpSync(options.workspace, workspace, { recursive: true });
      const { page, close, inShell } = await (home === 'electron' ? openElectron : openChromium)(
        folder,
        workspace,
        options,
      );
      const offences = await watchPage(page);
      const app: App = {
        page,
        workspace,
        home,
        inShell,
        close,
        async killEngine() {
          offences.isEngineAway = true;
          const { pid } = JSON.parse(readFileSync(join(workspace, 'engine.json'), 'utf8')) as { pid: number };
          process.kill(pid, 'SIGKILL');
        },
      };
      opened.push({ app, offences, folder });
      return app;
    });
    for (const { app, offences, folder } of opened) {
      await app.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      expect(offences.violations, 'violations of the page policy').toEqual([]);
      expect(offences.requests, 'requests off this machine').toEqual([]);
      expect(offences.errors, 'errors in the console').toEqual([]);
    }
  },
});

export { expect };

type Opened = Pick<App, 'page' | 'close' | 'inShell'>;

async function openElectron(folder: string, workspace: string, options: OpenOptions): Promise<Opened> {
  const binary = findTestElectron(root);
  test.skip(binary === null, 'no Electron binary: set ELECTRON_OVERRIDE_DIST_PATH to the folder of one');
  test.skip(process.platform === 'linux' && !process.env.DISPLAY, 'no display for Electron');
  await Promise.all([buildPage(), buildShell()]);
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const application = await _electron.launch({
    executablePath: binary!,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      `--user-data-dir=${join(folder, 'user data')}`,
      root,
      '--workspace',
      workspace,
      ...(options.words ?? []),
    ],
  });
  return {
    page: await application.firstWindow(),
    inShell: (work, given) => application.evaluate(work as never, given as never) as never,
    async close() {
      const shell = application.process();
      const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
      if (shell.exitCode !== null) return;
      await application.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
      shell.kill('SIGKILL');
      await engineGone(workspace);
    },
  };
}

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
  const address = await pageAddressOf(program);
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(address);
  return {
    page,
    inShell: () => Promise.reject(new Error('there is no shell in a browser')),
    async close() {
      await browser.close();
      const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));
      if (program.exitCode !== null) return;
      program.kill('SIGTERM');
      await ended;
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

/** The engine takes its file away as it ends; its folder may be removed then. */
async function engineGone(workspace: string): Promise<void> {
  for (let tries = 0; tries < 100 && existsSync(join(workspace, 'engine.json')); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
