import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../electron/cli/client/connect.ts';
import { writeDemoScenes } from '../../electron/engine/sources/index.ts';
import { VisionClient } from '../../electron/vision/index.ts';
import { buildPage } from '../../renderer/build/build-page.ts';
import { BenchUnavailable } from '../bench/support/bench.ts';
import { type OpenPage, openBrowser, type RunningEngine, startEngine } from '../bench/ui/browser.ts';
import { picture } from '../engine/support/pictures.ts';

/** From a new workspace to a trained model, on the real page with the real engine; trainings rehearse (24 scenes, three epochs, 96x96). */
let browser: OpenPage | null = null;
let why = '';
let folder: string;
let page: string;
const engines: RunningEngine[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-stories-'));
  page = await buildPage();
  try {
    browser = await openBrowser();
  } catch (error) {
    if (!(error instanceof BenchUnavailable)) throw error;
    why = error.message;
  }
}, 60_000);
afterAll(async () => {
  await browser?.browser.close();
  for (const engine of engines) await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a person does, counted: one press of a button, one file dropped. */
class Hands {
  operations = 0;
  readonly page: Page;

  constructor(on: Page) {
    this.page = on;
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
    this.operations += 1;
  }
}

type Story = { readonly hands: Hands; readonly workspace: string; readonly home: string };

/** A new workspace whose chooser begins in a folder of its own, set to rehearse. */
async function newWorkspace(
  name: string,
  prepare: (home: string) => Promise<void> = async () => undefined,
): Promise<Story> {
  if (browser === null) throw new Error(why);
  const home = join(folder, name);
  mkdirSync(home);
  await prepare(home);
  const workspace = join(home, 'workspace');
  const engine = await startEngine(workspace, page, { create: true, environment: { HOME: home, USERPROFILE: home } });
  engines.push(engine);
  const second = await connect(workspace);
  await second.client.workspace.changeSettings({ rehearsal: true });
  await second.close();
  return { hands: new Hands(await open(await browser.browser.newContext(), engine.pageAddress)), workspace, home };
}

const complaints: string[] = [];

async function open(context: BrowserContext, address: string): Promise<Page> {
  const tab = await context.newPage();
  tab.on('pageerror', (error) => complaints.push(error.message));
  tab.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  tab.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  await tab.goto(address);
  return tab;
}

async function writeScenes(into: string): Promise<void> {
  const vision = new VisionClient({ hosts: 2 });
  const control = { report: () => undefined, signal: new AbortController().signal };
  const written = await writeDemoScenes({ vision }, { folder: into, seed: 5, shiftCount: 6 }, control);
  await vision.stop();
  if (!written.ok) throw new Error(written.problem.sentence);
}

async function modelsOf(workspace: string): Promise<string[]> {
  const { client, close } = await connect(workspace);
  const models = await client.models.list();
  await close();
  return models.map(({ name, version }) => `${name}@${version}`);
}

it('leads from a labelled YOLO folder to a trained model with at most 8 operations until the training has begun', async (test) => {
  if (browser === null) return test.skip(why);
  const { hands, workspace } = await newWorkspace('labelled', (home) => writeScenes(join(home, 'frames')));
  await hands.page.getByRole('heading', { name: 'New workspace' }).waitFor();
  await hands.press('Choose a folder');
  await hands.press('frames');
  await hands.press('Use this folder');
  await hands.page.getByText('24 of 24 have a label in YOLO text: plug.').waitFor();
  await hands.press('Import 24 pictures');
  await hands.page.getByText('24 pictures are labelled').waitFor();
  await hands.press('Train the first model');
  await hands.page.getByText('A model is trained', { exact: true }).waitFor();
  await hands.page.locator('li[aria-current="step"]', { hasText: 'A model is trained' }).waitFor();
  console.log(`first start to "training has begun": ${hands.operations} operations`);
  expect(hands.operations).toBeLessThanOrEqual(8);
  await hands.page.getByText('The first model is trained and measured.').waitFor({ timeout: 60_000 });
  expect(await modelsOf(workspace)).toEqual(['plug@1']);
}, 120_000);

it('leads from the first start to a trained demo model with one press', async (test) => {
  if (browser === null) return test.skip(why);
  const { hands, workspace } = await newWorkspace('demo');
  await hands.press('Try with demo scenes');
  // A reload changes nothing about work that runs.
  await hands.page.getByText('Scenes are drawn').waitFor();
  await hands.page.reload();
  await hands.page.getByText('The first model is trained and measured.').waitFor({ timeout: 90_000 });
  expect([hands.operations, await modelsOf(workspace)]).toEqual([1, ['plug@1']]);
}, 120_000);

it('takes dropped pictures, says what was refused, and shows and finds what is in', async (test) => {
  if (browser === null) return test.skip(why);
  const { hands } = await newWorkspace('dropped');
  const { page: tab } = hands;
  await tab.evaluate("window.location.hash = '#/images'");
  await tab.getByText('No images yet').waitFor();
  await drop(tab, {
    'one.pgm': picture(1, 320, 240),
    'two.pgm': picture(2, 320, 240),
    'cut.pgm': picture(3, 320, 240).subarray(0, 900),
  });
  await hands.press('Import 3 pictures');
  await tab.getByText('Refused: 1').waitFor();
  await tab
    .getByText(/cut\.pgm .*incomplete|cut\.pgm/)
    .first()
    .waitFor();
  await hands.press('Done');
  const grid = tab.getByRole('grid', { name: 'Images' });
  await grid.getByText('one.pgm').waitFor();
  await tab.getByLabel('Name or hash').fill('two');
  await tab.getByText('1 match the filters').waitFor();
  // By keyboard alone: into the grid, open, and away again.
  await grid.focus();
  await tab.keyboard.press('Enter');
  await tab.getByRole('heading', { name: 'two.pgm' }).waitFor();
  await tab.getByText('Nobody has looked at this image yet.').waitFor();
  await tab.keyboard.press('Escape');
  await tab.keyboard.press(' ');
  await tab.getByText('1 selected').waitFor();
}, 60_000);

/** What a file manager does to the page. */
async function drop(tab: Page, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const sent = Object.entries(files).map(([name, bytes]) => ({ name, text: Buffer.from(bytes).toString('base64') }));
  const script = `(files) => {
    const transfer = new DataTransfer();
    for (const { name, text } of files) {
      transfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
    }
    const target = document.querySelector('.im-grid');
    for (const kind of ['dragover', 'drop']) target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }`;
  await tab.evaluate(`(${script})(${JSON.stringify(sent)})`);
}

it('has nothing that axe finds, in both themes', async (test) => {
  if (browser === null) return test.skip(why);
  const { hands, workspace, home } = await newWorkspace('accessible', (at) => writeScenes(join(at, 'frames')));
  const { page: tab } = hands;
  const { client, close } = await connect(workspace);
  const findings: string[] = [];
  const look = async (what: string) => {
    const { violations } = await new AxeBuilder({ page: tab }).analyze();
    findings.push(...violations.map(({ id, nodes }) => `${what}: ${id} at ${nodes[0]?.target.join(' ')}`));
  };
  const turn = async (theme: string) => {
    await client.workspace.changeSettings({ theme });
    await tab.locator(`html[data-theme=${theme}]`).waitFor();
  };
  await tab.getByLabel('Folder or share').fill(join(home, 'frames'));
  await tab.getByRole('button', { name: /Import 24/ }).waitFor();
  for (const theme of ['dark', 'light']) {
    await turn(theme);
    await look(`first run, ${theme}`);
  }
  await hands.press(/Import 24/);
  await tab.getByText('24 pictures are labelled').waitFor();
  for (const theme of ['light', 'dark']) {
    await turn(theme);
    await tab.evaluate("window.location.hash = '#/first-run'");
    await tab.getByText('The way to the first model').waitFor();
    await look(`after the import, ${theme}`);
    await tab.evaluate("window.location.hash = '#/images'");
    const grid = tab.getByRole('grid', { name: 'Images' });
    await grid.getByRole('gridcell').nth(3).click();
    await look(`images, ${theme}`);
    await grid.focus();
    await tab.keyboard.press('Enter');
    await tab.getByText('Where it comes from').waitFor();
    await look(`one image, ${theme}`);
    await tab.keyboard.press('Escape');
    await hands.press('Import images');
    await look(`import, ${theme}`);
    await hands.press('Choose');
    await tab.getByRole('list', { name: 'Places' }).waitFor();
    await look(`chooser, ${theme}`);
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('Escape');
  }
  await close();
  expect(findings).toEqual([]);
}, 120_000);

it('raised no error and no policy violation, and asked nothing off this machine', (test) => {
  if (browser === null) return test.skip(why);
  expect(complaints).toEqual([]);
});
