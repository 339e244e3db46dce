import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import AxeBuilder from '@axe-core/playwright';
import { isRunning } from '../../electron/platform/index.ts';
import type {} from '../../renderer/client/shell.ts';
import { type App, expect, test } from './support/app.ts';
import { enginePid } from './support/engine-pid.ts';
import { railLink } from './support/rail.ts';
import { withClient } from './support/second-client.ts';

const ready = async ({ page }: App) => expect(page.getByText('Engine ready')).toBeVisible({ timeout: 30_000 });

/** Work of some minutes: all the demo's scenes, drawn beside the workspace. */
const startLongWork = ({ workspace }: App) =>
  withClient(workspace, (client) => client.sources.writeDemo({ folder: join(dirname(workspace), 'scenes'), seed: 7 }));

const runningJobs = ({ workspace }: App) =>
  withClient(workspace, async (client) =>
    (await client.jobs.list()).filter(({ state }) => state === 'running').map(({ id }) => id),
  );

/** The system's question is answered with the button of this name; its words are kept to be looked at. */
const answerQuestion = (app: App, button: string) =>
  app.inShell(({ dialog }, wanted) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (_window: unknown, { message, buttons }: Electron.MessageBoxOptions) => {
      asked.push(message);
      return { response: buttons?.indexOf(wanted) ?? -1, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  }, button);

const quit = (app: App) => app.inShell(({ app: program }) => void setImmediate(() => program.quit()));

test('an engine that is killed is said, the view stays, and it comes back', async ({ openApp }) => {
  const app = await openApp();
  const { page, killEngine } = app;
  await ready(app);
  await killEngine();
  await expect(page.getByText('The engine stopped and is being started again')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pipeline' })).toBeVisible();
  await ready(app);
});

test('a page that is loaded again finds its engine, and the work in it went on', async ({ openApp }) => {
  const app = await openApp();
  await ready(app);
  const { jobId } = await startLongWork(app);
  const pid = enginePid(app.workspace);
  await app.page.reload();
  await ready(app);
  expect(enginePid(app.workspace)).toBe(pid);
  expect(await runningJobs(app)).toEqual([jobId]);
  await expect(app.page.getByText(/drawing synthetic scenes/).first()).toBeVisible();
});

test.describe('the window', () => {
  test.skip(({ home }) => home !== 'electron', 'a browser has a window of its own');

  test('quits at once when nothing is going on, and takes its engine along', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const pid = enginePid(app.workspace);
    await quit(app);
    await app.ended();
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  test('that is killed takes its engine along', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const pid = enginePid(app.workspace);
    app.inShell(() => process.kill(process.pid, 'SIGKILL')).catch(() => undefined);
    await app.ended();
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });

  test('asks before quitting while work is under way: stay, leave it running, come back to it, stop it', async ({
    openApp,
  }) => {
    const app = await openApp();
    await ready(app);
    const { jobId } = await startLongWork(app);
    const pid = enginePid(app.workspace);
    await expect
      .poll(() => app.inShell(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id))), {
        timeout: 20_000,
      })
      .toBe(true);

    await answerQuestion(app, 'Cancel');
    await quit(app);
    await expect
      .poll(() => app.inShell(() => (globalThis as unknown as { asked: string[] }).asked[0]))
      .toContain('Drawing demo scenes');
    await ready(app);
    expect(await runningJobs(app)).toEqual([jobId]);

    await answerQuestion(app, 'Leave it running');
    await quit(app);
    await app.ended();
    expect(isRunning(pid)).toBe(true);
    expect(await runningJobs(app)).toEqual([jobId]);

    const back = await openApp({ again: app });
    await ready(back);
    expect(enginePid(back.workspace)).toBe(pid);
    await expect(back.page.getByText(/drawing synthetic scenes/).first()).toBeVisible();
    await answerQuestion(back, 'Stop it and quit');
    await quit(back);
    await back.ended();
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });

  test('opens where it was, with the workspace it had', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const bounds = await app.inShell(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setBounds({ x: 40, y: 30, width: 1100, height: 720 });
      return window?.getNormalBounds();
    });
    await quit(app);
    await app.ended();
    const back = await openApp({ again: app, remembered: true });
    await ready(back);
    const seen = await back.inShell(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { bounds: window?.getNormalBounds(), title: window?.getTitle() };
    });
    expect(seen).toEqual({ bounds, title: 'line 1 - Plugsight' });
    expect(isRunning(enginePid(back.workspace))).toBe(true);
  });

  test('a second start comes to the first one, and may ask it for another workspace', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    expect(await app.startSecond()).toBe(0);
    expect(await app.inShell(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const other = join(dirname(app.workspace), 'line 2');
    expect(await app.startSecond(['--workspace', other])).toBe(0);
    await expect(app.page.getByText('Workspace line 2')).toBeVisible({ timeout: 30_000 });
    await ready(app);
    expect(isRunning(enginePid(other))).toBe(true);
    await expect
      .poll(() => app.inShell(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
      .toBe('line 2 - Plugsight');
  });

  test('a page whose process dies is loaded again; the engine never noticed', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const { jobId } = await startLongWork(app);
    const pid = enginePid(app.workspace);
    const renderer = await app.inShell(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0);
    process.kill(renderer, 'SIGKILL');
    // A question to a process that is dead has no answer at all.
    const text = () =>
      Promise.race([
        delay(2000, ''),
        app.inShell(
          ({ webContents }) =>
            webContents.getAllWebContents()[0]?.executeJavaScript('document.body.innerText') as Promise<string>,
        ),
      ]).catch(() => '');
    await expect.poll(text, { timeout: 30_000 }).toContain('Engine ready');
    expect(enginePid(app.workspace)).toBe(pid);
    expect(await runningJobs(app)).toEqual([jobId]);
  });

  test('a folder that is no workspace is said, and another can be opened from there', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const taken = join(dirname(app.workspace), 'somebody else’s');
    const fresh = join(dirname(app.workspace), 'line 3');
    mkdirSync(taken);
    mkdirSync(fresh);
    writeFileSync(join(taken, 'thesis.txt'), 'mine');
    expect(await app.startSecond(['--workspace', taken])).toBe(0);
    const refusal = app.page.getByText(/is not empty and holds no workspace. Nothing was changed./);
    await expect(refusal).toBeVisible({ timeout: 30_000 });
    const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    // The one that was open before is a press away.
    await app.page.getByRole('button', { name: `Open ${app.workspace}` }).click();
    await ready(app);
    await expect(app.page.getByText(`Workspace ${basename(app.workspace)}`)).toBeVisible();
    expect(await app.startSecond(['--workspace', taken])).toBe(0);
    await expect(refusal).toBeVisible({ timeout: 30_000 });
    await app.inShell(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, fresh);
    await app.page.getByRole('button', { name: 'Open another workspace' }).click();
    await expect(app.page.getByText(`Workspace ${basename(fresh)}`)).toBeVisible({ timeout: 30_000 });
  });

  test('another workspace is opened from the palette, and the one before from the settings', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const fresh = join(dirname(app.workspace), 'line 4');
    mkdirSync(fresh);
    await app.inShell(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, fresh);
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type('open another');
    await app.page.keyboard.press('Enter');
    await expect(app.page.getByText(`Workspace ${basename(fresh)}`)).toBeVisible({ timeout: 30_000 });
    await railLink(app.page, 'Settings').click();
    const before = app.page.locator('.opened-before').getByRole('button');
    await expect(before).toHaveText([basename(app.workspace)]);
    await before.click();
    await expect(app.page.getByText(`Workspace ${basename(app.workspace)}`)).toBeVisible({ timeout: 30_000 });
    // One that is gone is offered no more.
    rmSync(fresh, { recursive: true, force: true });
    await railLink(app.page, 'Overview').click();
    await railLink(app.page, 'Settings').click();
    await expect(app.page.getByRole('button', { name: 'Open another workspace', exact: true })).toBeVisible();
    await expect(app.page.locator('.opened-before')).toHaveCount(0);
  });

  test('the text size is chosen in the settings or by keys, kept, and the page has the room it leaves', async ({
    openApp,
  }) => {
    const app = await openApp();
    await ready(app);
    const width = () => app.page.evaluate(() => window.innerWidth);
    const usual = await width();
    const isAt = (percent: number) =>
      expect.poll(async () => Math.abs((await width()) - (usual * 100) / percent)).toBeLessThanOrEqual(2);
    await railLink(app.page, 'Settings').click();
    await app.page.getByRole('button', { name: '200 %' }).click();
    await isAt(200);
    const over = await app.page.evaluate(() => {
      const parts = [document.documentElement, ...document.querySelectorAll('.main, .main .panel')];
      return Math.max(...parts.map((part) => part.scrollWidth - part.clientWidth));
    });
    expect(over, 'something is wider than its place by').toBeLessThanOrEqual(1);
    await app.page.reload();
    await ready(app);
    await isAt(200);
    await app.page.keyboard.press('Control+-');
    await isAt(150);
    await app.page.keyboard.press('Control+0');
    await isAt(100);
    await app.page.keyboard.press('Control++');
    await isAt(125);
  });

  test('its dialogs are the system’s, and a dropped file has its path', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    await app.inShell(({ dialog }) => {
      const asked: Electron.OpenDialogOptions[] = [];
      Object.assign(globalThis, { asked });
      dialog.showOpenDialog = (async (_window: unknown, options: Electron.OpenDialogOptions) => {
        asked.push(options);
        const isCancelled = options.title === 'Nothing';
        return { canceled: isCancelled, filePaths: isCancelled ? [] : ['/chosen'] };
      }) as typeof dialog.showOpenDialog;
      dialog.showSaveDialog = (async (_window: unknown, options: Electron.SaveDialogOptions) => ({
        canceled: false,
        filePath: `/saved/${options.defaultPath}`,
      })) as typeof dialog.showSaveDialog;
    });
    const picture = join(dirname(app.workspace), 'a picture.png');
    writeFileSync(picture, 'x');
    await app.page.evaluate(() => {
      const field = Object.assign(document.createElement('input'), { type: 'file', id: 'dropped' });
      document.body.append(field);
    });
    await app.page.locator('#dropped').setInputFiles(picture);
    const answers = await app.page.evaluate(async () => {
      const bridge = window.plugsight;
      if (!bridge) throw new Error('no bridge');
      const field = document.querySelector<HTMLInputElement>('#dropped');
      return {
        folder: await bridge.chooseFolder('Pictures'),
        none: await bridge.chooseFolder('Nothing'),
        files: await bridge.chooseFiles({ title: 'Labels', extensions: ['xml', 'json'], several: true }),
        saved: await bridge.chooseSavePath({ title: 'Model', fileName: 'plug.plugsight' }),
        path: bridge.pathOf(field!.files![0]!),
      };
    });
    expect(answers).toEqual({
      folder: '/chosen',
      none: null,
      files: ['/chosen'],
      saved: '/saved/plug.plugsight',
      path: picture,
    });
    const asked = await app.inShell(() => (globalThis as unknown as { asked: Electron.OpenDialogOptions[] }).asked);
    expect(asked.map(({ properties }) => properties)).toEqual([
      ['openDirectory', 'createDirectory'],
      ['openDirectory', 'createDirectory'],
      ['openFile', 'multiSelections'],
    ]);
    expect(asked[2]?.filters).toEqual([{ name: 'xml, json', extensions: ['xml', 'json'] }]);
  });

  test('every entry of its menu that belongs to the page does what it says', async ({ openApp }) => {
    const app = await openApp();
    await ready(app);
    const choose = (id: string) =>
      app.inShell(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
    const screens = await app.inShell(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? [])
        .flatMap(({ submenu }) => submenu?.items ?? [])
        .filter(({ id }) => id?.startsWith('go.'))
        .map(({ id, label }) => ({ id, label })),
    );
    expect(screens.length).toBeGreaterThan(8);
    for (const { id, label } of screens) {
      await choose(id);
      await expect(app.page).toHaveURL(new RegExp(`#/${id.slice('go.'.length)}$`));
      await expect(railLink(app.page, label)).toHaveAttribute('aria-current', 'page');
    }
    await choose('app.theme');
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await choose('app.keys');
    await expect(app.page.getByRole('dialog')).toBeVisible();
  });
});
