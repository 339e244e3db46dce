import type { Page } from '@playwright/test';
import type {} from '../../renderer/client/shell.ts';
import { type App, expect, test } from './support/app.ts';

/*
 * Electron's security checklist in a running Electron, item by item (docs/shipping-checklist.md has them all; what can be told without a
 * binary is in tests/shell).
 */
test.skip(({ home }) => home !== 'electron', 'about Electron');

async function opened(openApp: () => Promise<App>): Promise<App> {
  const app = await openApp();
  await expect(app.page.getByText('Engine ready')).toBeVisible({ timeout: 30_000 });
  return app;
}

/** Where the window is, as Electron has it. */
const place = (app: App) => app.inShell(({ webContents }) => webContents.getAllWebContents()[0]?.getURL() ?? '');

/** Clicks a link the page never has. */
const follow = (page: Page, href: string) =>
  page.evaluate((address) => {
    const link = Object.assign(document.createElement('a'), { href: address, textContent: 'away' });
    document.body.append(link);
    link.click();
    link.remove();
  }, href);

test('no Node, no preload world, one bridge that cannot be changed (items 2, 3, 20)', async ({ openApp }) => {
  const { page } = await opened(openApp);
  const seen = await page.evaluate(() => {
    const bridge = window.plugsight as unknown as Record<string, unknown>;
    const before = bridge.engine;
    try {
      bridge.engine = () => 'mine';
    } catch {
      // Frozen: that is the point.
    }
    return {
      node: ['require', 'process', 'Buffer', 'global', 'module', '__dirname'].filter((name) => name in window),
      bridge: Object.keys(bridge).sort(),
      isOurs: bridge.engine === before,
    };
  });
  expect(seen).toEqual({
    node: [],
    bridge: [
      'chooseFiles',
      'chooseFolder',
      'chooseSavePath',
      'engine',
      'onMenu',
      'openWorkspace',
      'pathOf',
      'recentWorkspaces',
      'restartEngine',
      'setTextSize',
      'showInFolder',
    ],
    isOurs: true,
  });
});

test('the preload runs in the sandbox, and what Electron was told is what runs (items 4, 6, 8 to 12)', async ({
  openApp,
}) => {
  const app = await opened(openApp);
  const told = await app.inShell(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, ...rest } =
      contents.getLastWebPreferences();
    const { allowRunningInsecureContent = false, experimentalFeatures = false, enableBlinkFeatures } = rest;
    return {
      ...{ sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag },
      ...{ allowRunningInsecureContent, experimentalFeatures, enableBlinkFeatures: enableBlinkFeatures || null },
    };
  });
  expect(told).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: null,
  });
  const webview = await app.page.evaluate(() => {
    const element = document.createElement('webview');
    document.body.append(element);
    return 'loadURL' in element;
  });
  expect(webview).toBe(false);
});

test('permissions: the camera for our page, nothing else (item 5)', async ({ openApp }) => {
  const app = await openApp({ words: ['--use-fake-device-for-media-stream'] });
  await expect(app.page.getByText('Engine ready')).toBeVisible({ timeout: 30_000 });
  const answers = await app.page.evaluate(async () => {
    const stream = (wanted: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(wanted).then(
        (given) => {
          for (const track of given.getTracks()) track.stop();
          return 'granted';
        },
        (error: Error) => error.name,
      );
    const state = (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(({ state: said }) => said);
    return {
      camera: await stream({ video: true }),
      microphone: await stream({ audio: true }),
      both: await stream({ audio: true, video: true }),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        ),
      ),
      notifications: await Notification.requestPermission(),
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        (error: Error) => error.name,
      ),
      midi: await state('midi'),
    };
  });
  expect(answers).toEqual({
    camera: 'granted',
    microphone: 'NotAllowedError',
    both: 'NotAllowedError',
    place: 1,
    notifications: 'denied',
    clipboard: 'NotAllowedError',
    midi: 'denied',
  });
});

test('the policy stops inline script, eval, other servers, even on this machine (items 1, 7)', async ({ openApp }) => {
  const app = await opened(openApp);
  app.allow(/Content Security Policy|Refused to/);
  const answers = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    // In a turn of its own: what a test runs in the page is exempt from the policy, what that starts is not.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: that it is refused is the test
          resolve(window.eval('1 + 1'));
        } catch (error) {
          resolve(error instanceof Error ? error.name : 'thrown');
        }
      }),
    );
    const reach = (address: string) =>
      fetch(address).then(
        () => 'reached',
        () => 'stopped',
      );
    return {
      inline: 'injected' in window,
      evaluated,
      outside: await reach('https://example.com/'),
      otherPort: await reach('http://127.0.0.1:9/'),
      file: await reach('file:///etc/hostname'),
    };
  });
  expect(answers).toEqual({
    inline: false,
    evaluated: 'EvalError',
    outside: 'stopped',
    otherPort: 'stopped',
    file: 'stopped',
  });
});

test('no other address can be gone to (item 13) and no window be opened (item 14)', async ({ openApp }) => {
  const app = await opened(openApp);
  app.allow(/Not allowed to (load local resource|navigate top frame)|Content Security Policy/);
  await expect(app.page).toHaveURL(/#\/first-run/);
  const before = await place(app);
  for (const address of [
    'https://example.com/',
    'http://127.0.0.1:9/',
    'file:///etc/hostname',
    'app://plugsight.evil/index.html',
    'data:text/html,<h1>away</h1>',
    'about:blank',
  ]) {
    await follow(app.page, address);
    await app.page.waitForTimeout(150);
    await expect.poll(() => place(app), { message: address }).toBe(before);
  }
  const windows = await app.page.evaluate(() =>
    ['https://example.com/', 'app://plugsight/index.html', 'about:blank', ''].map(
      (address) => window.open(address) === null,
    ),
  );
  expect(windows).toEqual([true, true, true, true]);
  expect(await app.inShell(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  await expect(app.page.getByText('Engine ready')).toBeVisible();
});

test('another page is not answered, even with our preload (item 17)', async ({ openApp }) => {
  const app = await opened(openApp);
  const answers = await app.inShell(async ({ app: program, BrowserWindow }) => {
    const preload = `${program.getAppPath()}/out/shell/preload.cjs`;
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const ask = (question: string) =>
      stranger.webContents.executeJavaScript(
        `window.plugsight.${question}.then(() => 'answered', (error) => error.message)`,
      ) as Promise<string>;
    const said = [await ask('engine()'), await ask("chooseFolder('x')"), await ask('openWorkspace()')];
    stranger.destroy();
    return said;
  });
  for (const answer of answers) expect(answer).toContain('this page may not ask');
});

test('what does not fit its schema is refused before anything is done (item 17)', async ({ openApp }) => {
  const app = await opened(openApp);
  const answers = await app.page.evaluate(async () => {
    const bridge = window.plugsight as unknown as Record<string, (given: unknown) => Promise<unknown>>;
    const asked = [
      bridge.chooseFolder?.({ title: 1 }),
      bridge.chooseFiles?.({ title: 'x', extensions: ['../../x'], several: true }),
      bridge.showInFolder?.(['/etc']),
      bridge.openWorkspace?.(['/etc']),
      bridge.setTextSize?.(110),
      // A folder, but none that anybody opened.
      bridge.openWorkspace?.('/etc'),
    ];
    return Promise.all(
      asked.map((answer) =>
        answer?.then(
          () => 'answered',
          () => 'refused',
        ),
      ),
    );
  });
  expect(answers).toEqual(Array(6).fill('refused'));
});

test('app:// serves the page’s folder alone (item 18)', async ({ openApp }) => {
  const app = await opened(openApp);
  app.allow(/404|Failed to load resource/);
  const statuses = await app.page.evaluate(async () => {
    const status = async (path: string) => (await fetch(`app://plugsight/${path}`)).status;
    return {
      page: await status('index.html'),
      program: await status('..%2fshell%2fmain.cjs'),
      above: await status('%2e%2e/%2e%2e/package.json'),
      stamp: await status('.sources'),
      none: await status('nothing.js'),
      posted: (await fetch('app://plugsight/index.html', { method: 'POST' })).status,
    };
  });
  expect(statuses).toEqual({ page: 200, program: 404, above: 404, stamp: 404, none: 404, posted: 404 });
});
