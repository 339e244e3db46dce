import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from '../e2e/support/homes.ts';
import { withClient } from '../e2e/support/second-client.ts';

/**
 * `npm run screenshots -- --workspace <folder> [--out <folder>]`: every screen in both themes, at 1280 x 800 and 1920 x 1080, to be looked at.
 * The workspace is copied; a finished demo (`npm run plugsight -- pipeline run --demo`) shows every screen with something on it. With
 * `--docs`: the few pictures of the README, in the light theme, into `docs/screenshots`.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { workspace: { type: 'string' }, out: { type: 'string' }, docs: { type: 'boolean', default: false } },
});
if (values.workspace === undefined) throw new Error('--workspace <folder of a finished workspace> is missing');
const browserPath = findBrowser();
if (browserPath === null) throw new Error('there is no Chromium here');

const screens = values.docs
  ? ['overview', 'label', 'validate', 'train']
  : ['overview', 'try', 'images', 'label', 'datasets', 'train', 'validate', 'models', 'settings', 'first-run'];
const themes = values.docs ? (['light'] as const) : (['light', 'dark'] as const);
const sizes = values.docs
  ? [{ width: 1280, height: 800 }]
  : [
      { width: 1280, height: 800 },
      { width: 1920, height: 1080 },
    ];
const out = resolve(values.out ?? join(root, values.docs ? 'docs/screenshots' : 'out/screenshots'));
mkdirSync(out, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'plugsight-screens-'));
const workspace = join(folder, 'Piercing mill 2');
cpSync(values.workspace, workspace, { recursive: true });
const program = spawn(
  process.execPath,
  [join(root, 'electron', 'cli', 'start.ts'), '--browser', '--workspace', workspace],
  { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' } },
);
const ended = new Promise<void>((done) => program.once('exit', () => done()));
try {
  const address = await addressOf();
  await withClient(workspace, (client) => client.workspace.changeSettings({ author: 'M. Keller' }));
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(address);
  for (const theme of themes) {
    await withClient(workspace, (client) => client.workspace.changeSettings({ theme }));
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const screen of screens) {
        await page.evaluate((id) => {
          window.location.hash = `#/${id}`;
        }, screen);
        await page.waitForLoadState('networkidle');
        // Pictures are decoded beside the page and plots measure themselves after the first paint.
        await page.waitForTimeout(1500);
        const name = values.docs ? `${screen}.png` : `${screen}-${theme}-${size.width}.png`;
        await page.screenshot({ path: join(out, name) });
      }
    }
  }
  await browser.close();
  process.stdout.write(`${themes.length * sizes.length * screens.length} pictures lie in ${out}\n`);
} finally {
  program.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function addressOf(): Promise<string> {
  for await (const line of createInterface({ input: program.stdout! })) {
    const found = /(http:\/\/127\.0\.0\.1:\S+)/.exec(line)?.[1];
    if (found) return found;
  }
  throw new Error('the program ended without an address');
}
