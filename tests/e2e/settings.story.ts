import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, expect, test } from './support/app.ts';
import { railLink } from './support/rail.ts';
import { withClient } from './support/second-client.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-saved-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a key is switched off, one that two commands have is told, and each is as usual again', async ({
  openApp,
  home,
}) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const { page } = await openApp();
  await railLink(page, 'Settings').click();
  const row = (title: string) => page.locator('.st-key', { hasText: title });
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Off: no key for Show the keys' }).click();
  await expect(row('Show the keys')).toContainText('no key');
  await page.keyboard.press('?');
  await expect(sheet).toHaveCount(0);

  await page.getByRole('button', { name: 'Change the key of: Delete the box' }).click();
  await page.keyboard.press('b');
  await expect(page.getByText(/^B also does: .+; give the other its own key\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Usual key for Delete the box' }).click();
  await expect(page.getByText(/^B also does/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Usual key for Show the keys' }).click();
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
});

test('boxes are orange and blue when that is chosen, also after a reload', async ({ openApp, home }) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const { page } = await openApp();
  await railLink(page, 'Settings').click();
  const colour = (name: string) =>
    page.evaluate((token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim(), name);
  const before = [await colour('--pred'), await colour('--truth')];
  await page.getByText('Orange and blue').click();
  await expect(page.locator('html')).toHaveAttribute('data-palette', 'orange-blue');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-palette', 'orange-blue');
  const after = [await colour('--pred'), await colour('--truth')];
  expect(new Set([...before, ...after]).size).toBe(4);
  expect([...before, ...after]).not.toContain('');
});

/** What a press saves as a file: the browser's download, or the file that is named in the system's dialog. */
async function saved(app: App, name: string, press: () => Promise<void>): Promise<string> {
  const path = join(folder, `${app.home}-${name}`);
  if (app.home === 'electron') {
    await app.inShell(({ session }, chosen) => {
      session.defaultSession.once('will-download', (_event, item) => item.setSavePath(chosen));
    }, path);
    await press();
    await expect.poll(() => existsSync(path)).toBe(true);
  } else {
    const [download] = await Promise.all([app.page.waitForEvent('download'), press()]);
    await download.saveAs(path);
  }
  return readFileSync(path, 'utf8');
}

test('what the log shows is taken along as a file', async ({ openApp }) => {
  const app = await openApp();
  const { page } = app;
  await withClient(app.workspace, (client) => client.workspace.changeSettings({ author: 'M. Keller' }));
  await railLink(page, 'Logs').click();
  const button = page.getByRole('button', { name: /^Export \d+ lines?$/ });
  await expect(button).toBeVisible();
  const count = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0]);
  const text = await saved(app, 'log.jsonl', () => button.click());
  const lines = text.trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(count);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ at: expect.any(String) });
});
