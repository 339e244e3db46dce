import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { findBrowser } from '../e2e/support/homes.ts';
import { withClient } from '../e2e/support/second-client.ts';
import { awaitMoment, prepareScreen } from './prepare-screen.ts';

/**
 * `npm run screenshots -- --workspace <folder> [--out <folder>] [--only live,try]`: every screen in both themes, at 1280 x 800 and
 * 1920 x 1080, to be looked at. The workspace is copied; a finished demo (`npm run plugsight -- pipeline run --demo`) shows every screen
 * with something on it. With `--docs`: those of `docs/screens.md`, at 1280 x 800 and light in bytes, into `docs/screenshots`.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    workspace: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
    docs: { type: 'boolean', default: false },
  },
});
if (values.workspace === undefined) throw new Error('--workspace <folder of a finished workspace> is missing');
const browserPath = findBrowser();
if (browserPath === null) throw new Error('there is no Chromium here');

const every = 'overview try images label datasets train validate models live logs settings first-run'.split(' ');
const shown = values.only?.split(',') ?? every;
const themes = ['light', 'dark'] as const;
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
  // A screen is made ready once and then seen in every theme and size: a picture on the bench, a station that runs.
  for (const screen of shown) {
    await page.evaluate((id) => {
      window.location.hash = `#/${id}`;
    }, screen);
    await prepareScreen(page, workspace, screen);
    for (const theme of themes) {
      await withClient(workspace, (client) => client.workspace.changeSettings({ theme }));
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.waitForLoadState('networkidle');
        // Pictures are decoded beside the page and plots measure themselves after the first paint.
        await page.waitForTimeout(1500);
        await awaitMoment(page, screen);
        const png = await page.screenshot();
        const name = values.docs ? `${screen}-${theme}.png` : `${screen}-${theme}-${size.width}.png`;
        // A palette loses nothing anybody sees and makes a picture of the README a third as heavy.
        await sharp(png)
          .png(values.docs ? { palette: true, quality: 90, effort: 10 } : {})
          .toFile(join(out, name));
      }
    }
  }
  await browser.close();
  process.stdout.write(`${themes.length * sizes.length * shown.length} pictures lie in ${out}\n`);
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
