import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { EngineClient } from '../../electron/cli/client/connect.ts';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { type App, expect, test } from './support/app.ts';
import { railLink } from './support/rail.ts';
import { writeScenes } from './support/scenes.ts';
import { withClient } from './support/second-client.ts';

let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-label-'));
  await writeScenes(join(folder, 'frames'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function finished(client: EngineClient, started: Promise<{ jobId: string }>): Promise<void> {
  for await (const snapshot of await client.jobs.watch(await started)) {
    if (snapshot.state === 'failed') throw new Error(snapshot.problem?.sentence);
  }
}

/** 24 scenes without a label, and the class they are looked through for. */
async function importScenes({ workspace }: App, author: string | null): Promise<void> {
  await withClient(workspace, async (client) => {
    await finished(client, client.sources.import({ folder: join(folder, 'frames'), labels: 'none', author: 'story' }));
    await client.workspace.setClasses({ classes: ['plug'] });
    if (author !== null) await client.workspace.changeSettings({ author });
  });
}

type FoundBox = Parameters<typeof channelsFirstTable>[2][number];
const inTheMiddle: FoundBox = { anchor: 3, centre: [16, 16], size: [8, 8], scores: [0.8] };

/** A network that reports the same boxes on every picture: one in the middle with a score of 0.8. */
async function importDetector({ workspace }: App, found: readonly FoundBox[] = [inTheMiddle]): Promise<void> {
  const table = channelsFirstTable(1, 21, found);
  const path = join(folder, 'detector.onnx');
  writeFileSync(path, tableModelBytes({ output: [1, 5, 21], table, metadata: { names: "['plug']" } }));
  const preparation = { size: { widthPx: 32, heightPx: 32 }, fit: 'stretch', kernel: 'area', equalise: false } as const;
  await withClient(workspace, (client) => client.models.import({ path, name: 'plug', preparation }));
}

async function openLabel(page: Page): Promise<void> {
  await railLink(page, 'Label').click();
  await expect(page.getByRole('application')).toHaveAttribute('aria-busy', 'false');
}

const saved = (page: Page) => expect(page.getByText(/^Saved \d\d:\d\d:\d\d$/)).toBeVisible();
const place = (page: Page) => page.getByText(/^\d+ of \d+$/);
const shownImage = (page: Page) =>
  page.evaluate(() => new URLSearchParams(window.location.hash.split('?')[1]).get('image') ?? '');

/** The image at a place of the queue is in the editor, and its picture can be seen. */
async function at(page: Page, words: string): Promise<void> {
  await expect(place(page)).toHaveText(words);
  await expect(page.getByRole('application')).toHaveAttribute('aria-busy', 'false');
}

/** The page's calls can be held back on their way to the engine: what happens meanwhile comes between. */
async function holdableLine(page: Page): Promise<{ hold(): void; release(): void }> {
  let held: (() => void)[] | null = null;
  await page.routeWebSocket(/\/rpc/, (line) => {
    const engine = line.connectToServer();
    line.onMessage((message) => {
      if (held) held.push(() => engine.send(message));
      else engine.send(message);
    });
  });
  await page.reload();
  return {
    hold() {
      held = [];
    },
    release() {
      const late = held ?? [];
      held = null;
      for (const send of late) send();
    },
  };
}

/** What is stored, by the number of images in each state. */
async function stored({ workspace }: App): Promise<{ boxes: number; noObject: number; unlabelled: number }> {
  return withClient(workspace, async (client) => {
    const { withBoxes, noObject, unlabelled } = (await client.workspace.info()).counts;
    return { boxes: withBoxes, noObject, unlabelled };
  });
}

test('ten images are labelled with the keyboard alone', async ({ openApp }) => {
  const app = await openApp();
  const { page } = app;
  await importScenes(app, null);
  await expect(railLink(page, 'Label.*24 not labelled')).toBeVisible();
  let keys = 0;
  const press = async (...names: string[]) => {
    for (const name of names) {
      await page.keyboard.press(name);
      keys += 1;
    }
  };
  const isOnLabel = () => page.evaluate(() => document.activeElement?.textContent?.startsWith('Label') ?? false);
  while (!(await isOnLabel())) await press('Tab');
  await press('Enter');
  await expect(page.getByRole('dialog', { name: 'Who labels?' })).toBeVisible();
  await page.keyboard.type('M. Keller');
  await press('Enter');
  await expect(page.getByRole('application')).toBeVisible();
  await at(page, '1 of 24');
  // The first box: each corner by the key, the crosshair by arrows; then one edge and one corner by small steps.
  await press('b', 'Control+ArrowLeft', 'Control+ArrowUp', 'b');
  await press(...Array.from({ length: 4 }, () => 'Control+ArrowRight'), 'Control+ArrowDown', 'Control+ArrowDown', 'b');
  await expect(page.getByRole('cell', { name: '400 × 200' })).toBeVisible();
  await press('Alt+ArrowRight', 'Alt+Shift+ArrowDown', 'g', 'ArrowLeft');
  await expect(page.getByRole('cell', { name: '402 × 210' })).toBeVisible();
  await press('Escape', 'ArrowRight', 'Shift+ArrowUp');
  await saved(page);
  await press('Enter');
  // Two with the boxes of the image before, a little moved; then an empty one, taken back once; the rest empty.
  for (const number of [2, 3]) {
    await at(page, `${number} of 24`);
    await press('c', 'Shift+ArrowLeft', 'Enter');
  }
  await at(page, '4 of 24');
  await press('n');
  await at(page, '5 of 24');
  await press('Control+z');
  await at(page, '4 of 24');
  await expect(page.getByText('Nothing said of this image yet.')).toBeVisible();
  await press('Control+y', 'Enter');
  for (let number = 5; number <= 10; number++) {
    await at(page, `${number} of 24`);
    await press('n');
  }
  await at(page, '11 of 24');
  await saved(page);
  expect(await stored(app)).toEqual({ boxes: 3, noObject: 7, unlabelled: 14 });
  console.log(`ten images labelled with ${keys} keys and no pointer`);
});

test('an image is not taken for empty because somebody pressed Enter', async ({ openApp }) => {
  const app = await openApp();
  await importScenes(app, 'M. Keller');
  await openLabel(app.page);
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByText(/^Nothing is said of this image yet/)).toBeVisible();
  await at(app.page, '1 of 24');
  expect(await stored(app)).toEqual({ boxes: 0, noObject: 0, unlabelled: 24 });
});

test('what is undone is not done with: in a queue of images sent here, none is left out for good', async ({
  openApp,
}) => {
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  const waiting = () =>
    withClient(app.workspace, async (client) => {
      const { items } = await client.annotations.openQueue({ queue: 'chosen', author: 'M. Keller' });
      return items.length;
    });
  await withClient(app.workspace, async (client) => {
    const { items } = await client.annotations.openQueue({ queue: 'unlabelled', author: 'M. Keller' });
    await client.annotations.enqueue({ imageIds: items.slice(0, 2).map(({ imageId }) => imageId) });
  });
  await openLabel(page);
  await at(page, '1 of 2');
  await page.keyboard.press('n');
  await at(page, '2 of 2');
  await expect.poll(waiting).toBe(1);
  await page.keyboard.press('Control+z');
  await at(page, '1 of 2');
  await expect.poll(waiting).toBe(2);
  expect(await stored(app)).toEqual({ boxes: 0, noObject: 0, unlabelled: 24 });
  // Left open, it comes up again at the end of the queue instead of "done".
  await page.keyboard.press('PageDown');
  await at(page, '2 of 2');
  await page.keyboard.press('n');
  await at(page, '1 of 2');
  await page.keyboard.press('n');
  await expect(page.getByText('The queue “Picked by hand” is done')).toBeVisible();
  await expect.poll(waiting).toBe(0);
  await page.keyboard.press('Control+z');
  await at(page, '1 of 2');
  await expect.poll(waiting).toBe(1);
  await page.keyboard.press('Control+y');
  await expect.poll(waiting).toBe(0);
});

test('the engine is killed in the middle: nothing is lost, work goes on, also over a reload of the page', async ({
  openApp,
}) => {
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  await openLabel(page);
  for (let number = 1; number <= 3; number++) {
    await at(page, `${number} of 24`);
    await page.keyboard.press('n');
  }
  await at(page, '4 of 24');
  await saved(page);
  const imageId = await shownImage(page);
  await app.killEngine();
  await expect(page.getByText('The engine stopped and is being started again')).toBeVisible();
  await page.keyboard.press('b');
  await page.keyboard.press('b');
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press('b');
  await expect(page.getByRole('cell', { name: '100 × 100' })).toBeVisible();
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 30_000 });
  await saved(page);
  const history = await withClient(app.workspace, (client) => client.annotations.history({ imageId }));
  expect(history).toHaveLength(1);
  expect(history[0]).toMatchObject({ author: 'M. Keller', content: { state: 'boxes' } });
  expect(await stored(app)).toEqual({ boxes: 1, noObject: 3, unlabelled: 20 });
  await page.keyboard.press('Enter');
  await at(page, '5 of 24');
  await page.reload();
  await at(page, '5 of 24');
  await page.keyboard.press('n');
  await at(page, '6 of 24');
});

test('a save on its way is said to be so; two versions of a label are both shown, neither is lost', async ({
  openApp,
  home,
}) => {
  test.skip(home === 'electron', 'the same page: its line to the engine can be held back only in Chromium');
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  const line = await holdableLine(page);
  await openLabel(page);
  const imageId = await shownImage(page);
  line.hold();
  await page.keyboard.press('b');
  await page.keyboard.press('b');
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press('b');
  await expect(page.getByText('Saving', { exact: true })).toBeVisible();
  await withClient(app.workspace, (client) =>
    client.annotations.revise({ imageId, content: { state: 'no-object' }, author: 'A. Berg' }),
  );
  line.release();
  await expect(page.getByRole('alert')).toContainText('A. Berg changed this label meanwhile');
  await expect(page.getByRole('alert')).toContainText('no object. Yours, not stored: 1 box.');
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
  // It stays said on every screen, also after the page was closed and Label was not opened since; the way back leads to it.
  await railLink(page, 'Images').click();
  const note = page.getByRole('contentinfo').getByRole('link', { name: '1 label not saved yet' });
  await expect(note).toBeVisible();
  await expect(railLink(page, 'Label.*1 label not saved yet')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Images' })).toBeVisible();
  await expect(note).toBeVisible();
  await note.click();
  await expect(page.getByRole('alert')).toContainText('A. Berg changed this label meanwhile');
  await page.getByRole('button', { name: 'Store mine over it' }).click();
  await expect(note).toBeHidden();
  await saved(page);
  const history = await withClient(app.workspace, (client) => client.annotations.history({ imageId }));
  expect(history.map(({ author }) => author)).toEqual(['A. Berg', 'M. Keller']);
});

test('a model proposes, a person decides by key, another one reviews', async ({ openApp }) => {
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  await importDetector(app);
  await openLabel(page);
  await page.getByRole('button', { name: 'Let a model propose boxes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Let a model propose boxes' });
  await dialog.getByRole('button', { name: 'Propose boxes' }).click();
  await expect(
    dialog.getByText('plug@1 looked at 24 images and proposes boxes on 24. No label was changed.'),
  ).toBeVisible();
  await dialog.getByRole('button', { name: 'Go through them' }).click();
  await expect(page.getByRole('button', { name: 'P plug 0.80' })).toBeVisible();
  expect(await stored(app)).toMatchObject({ boxes: 0, unlabelled: 24 });
  // The queue is opened anew meanwhile, which takes a sentence away; this key changes nothing here, however often it is pressed.
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByText(/A accepts the proposal/)).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 15_000 });
  expect(await stored(app)).toMatchObject({ boxes: 0, unlabelled: 24 });
  await page.keyboard.press('a');
  const own = page.getByRole('button', { name: 'GT plug' });
  await expect(own).toHaveAccessibleDescription('plug@1 0.80, accepted by M. Keller');
  await expect(page.getByText('plug@1 0.80, accepted by M. Keller')).toBeVisible();
  const imageId = await shownImage(page);
  await page.keyboard.press('Enter');
  await at(page, '2 of 24');
  await expect(page.getByRole('button', { name: 'P plug 0.80' })).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: 'P plug 0.80' })).toBeHidden();
  await page.keyboard.press('n');
  await at(page, '3 of 24');
  await saved(page);
  const [revision] = await withClient(app.workspace, (client) => client.annotations.history({ imageId }));
  expect(revision?.content).toMatchObject({
    boxes: [{ origin: { kind: 'model', name: 'plug', version: 1, author: 'M. Keller', change: 'accepted' } }],
  });
  // Her own label: the editor says why she cannot review it. Another person can.
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await at(page, '1 of 24');
  await page.keyboard.press('r');
  await expect(page.getByText(/^You made this label yourself, M. Keller/)).toBeVisible();
  await page.getByRole('button', { name: 'Annotator M. Keller' }).click();
  await page.getByLabel('Name').fill('A. Berg');
  await page.keyboard.press('Enter');
  await page.keyboard.press('r');
  await expect(page.getByText('State: labelled by M. Keller, reviewed by A. Berg')).toBeVisible();
  // On second thoughts it goes back, with a word why.
  await page.keyboard.press('Shift+R');
  const sheet = page.getByRole('dialog', { name: 'Reject this label' });
  await sheet.getByLabel('What is wrong with it').fill('the box is too wide');
  await sheet.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('State: labelled by M. Keller, rejected by A. Berg: the box is too wide')).toBeVisible();
  const rejected = await withClient(app.workspace, (client) =>
    client.annotations.openQueue({ queue: 'rejected', author: 'M. Keller' }),
  );
  expect(rejected.items.map((item) => item.imageId)).toEqual([imageId]);
});

test('several proposals are accepted at once, and taken back at once', async ({ openApp }) => {
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  await importDetector(app, [
    { ...inTheMiddle, anchor: 2, centre: [8, 8], scores: [0.7] },
    { ...inTheMiddle, centre: [24, 24] },
  ]);
  await withClient(app.workspace, (client) =>
    finished(client, client.annotations.preLabel({ model: 'plug', images: { queue: 'all' } })),
  );
  await openLabel(page);
  const [own, proposed] = [/^GT plug/, /^P plug/].map((name) => page.getByRole('button', { name }));
  await expect(proposed).toHaveCount(2);
  await page.keyboard.press('Shift+A');
  await expect(own).toHaveCount(2);
  await expect(proposed).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(own).toHaveCount(0);
  await page.getByRole('button', { name: /All$/ }).click();
  await expect(own).toHaveCount(2);
  await saved(page);
  expect(await stored(app)).toMatchObject({ boxes: 1, unlabelled: 23 });
});

test('the loupe goes where keys move something; display, boxes and sizes are as they are set', async ({
  openApp,
  home,
}) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  await openLabel(page);
  const press = async (...names: string[]) => {
    for (const name of names) await page.keyboard.press(name);
  };
  /** On which side of the stage the loupe's frame is drawn, if anywhere. */
  const loupe = () =>
    page.getByRole('application').evaluate((root) => {
      const context = root.querySelectorAll('canvas')[1]?.getContext('2d');
      const isDrawn = (x: number) =>
        (context?.getImageData(x * devicePixelRatio, 50 * devicePixelRatio, 1, 1).data[3] ?? 0) > 0;
      return { left: isDrawn(12), right: isDrawn(root.clientWidth - 12) };
    });
  await press('b', 'Control+ArrowLeft', 'Control+ArrowUp', 'b');
  await press('Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowDown', 'b');
  await expect(page.getByRole('cell', { name: '300 × 100' })).toBeVisible();
  await press('l');
  await expect(page.getByRole('button', { name: /^Loupe/ })).toHaveAttribute('aria-pressed', 'true');
  // Its left corner is left of the middle, its right one right of it: the loupe keeps to the other side.
  await press('ArrowDown');
  await expect.poll(loupe).toEqual({ left: false, right: true });
  await press('Alt+ArrowRight');
  await expect.poll(loupe).toEqual({ left: true, right: false });
  await press('g');
  await expect.poll(loupe).toEqual({ left: false, right: true });
  await press('Escape', 'h');
  await expect(page.getByText('Boxes are hidden. H shows them.')).toBeVisible();
  await press('h', 'l');
  await expect(page.getByText(/^Boxes are hidden/)).toBeHidden();
  await expect.poll(loupe).toEqual({ left: false, right: false });
  // What is set for the eye stays for the next image, unless that is switched off.
  const brightness = page.getByRole('slider', { name: 'Brightness' });
  await press(']', 'PageDown');
  await at(page, '2 of 24');
  await expect(brightness).toHaveValue('5');
  await press('k', 'PageDown');
  await at(page, '3 of 24');
  await expect(brightness).toHaveValue('0');
  // A box that the model hardly sees, or not at all, is said to be one while it can still be changed.
  await press('b', 'b', ...Array.from({ length: 3 }, () => ['Shift+ArrowRight', 'Shift+ArrowDown']).flat(), 'b');
  await expect(page.getByRole('cell', { name: '30 × 30' })).toBeVisible();
  await expect(page.getByText(/^1 box under 4 px for the model: lost to it/)).toBeVisible();
  const grow = ['Alt+Shift+ArrowRight', 'Alt+Shift+ArrowDown'];
  await press(...grow, ...grow);
  await expect(page.getByText('1 box under 8 px for the model: hardly learned.')).toBeVisible();
  await press(...grow, ...grow);
  await expect(page.getByText(/for the model:/)).toBeHidden();
});

test('without a class no box is begun, by key or by button, and it is said why', async ({ openApp, home }) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const app = await openApp();
  const { page } = app;
  // Nothing beside these pictures names a class.
  const frames = join(folder, 'frames', 'train', 'images');
  await withClient(app.workspace, async (client) => {
    await finished(client, client.sources.import({ folder: frames, labels: 'none', author: 'story' }));
    await client.workspace.changeSettings({ author: 'M. Keller' });
  });
  await openLabel(page);
  const why = page.getByText('Name what is to be found first, at the right.');
  const tool = page.getByRole('button', { name: 'Box', exact: true });
  await tool.click();
  await expect(why).toBeVisible();
  await expect(tool).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('PageDown');
  await expect(why).toBeHidden();
  await page.keyboard.press('b');
  await expect(why).toBeVisible();
});

test('counted: a box is two clicks and a key, a confirmed image one key', async ({ openApp }) => {
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  await openLabel(page);
  const stage = await page.getByRole('application').boundingBox();
  if (!stage) throw new Error('there is no picture');
  const counted = { keys: 0, clicks: 0, moves: 0 };
  const key = async (name: string) => {
    await page.keyboard.press(name);
    counted.keys += 1;
  };
  const click = async (x: number, y: number) => {
    // There and then down: a hand does no less.
    counted.moves += 1;
    await page.mouse.click(stage.x + stage.width * x, stage.y + stage.height * y);
    counted.clicks += 1;
  };
  await key('b');
  await click(0.4, 0.4);
  await click(0.6, 0.6);
  await expect(page.getByRole('button', { name: 'GT plug' })).toBeVisible();
  console.log(`a new box: ${counted.clicks} clicks, ${counted.keys} key, ${counted.moves} pointer moves`);
  expect(counted).toEqual({ keys: 1, clicks: 2, moves: 2 });
  const before = counted.keys;
  await key('Enter');
  await at(page, '2 of 24');
  console.log(`a confirmed image: ${counted.keys - before} key, no click, no pointer move`);
  expect(counted).toEqual({ keys: 2, clicks: 2, moves: 2 });
});

test('axe finds nothing in Label, in both themes', async ({ openApp, home }) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const app = await openApp();
  const { page } = app;
  await importScenes(app, 'M. Keller');
  await importDetector(app);
  await withClient(app.workspace, (client) =>
    finished(client, client.annotations.preLabel({ model: 'plug', images: { queue: 'all' } })),
  );
  const findings: string[] = [];
  const look = async (what: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      findings.push(`${what}: ${id} at ${nodes.map(({ target }) => target).join(' ')}`);
  };
  for (const theme of ['light', 'dark'] as const) {
    await withClient(app.workspace, (client) => client.workspace.changeSettings({ theme }));
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    await openLabel(page);
    await expect(page.getByRole('button', { name: 'P plug 0.80' })).toBeVisible();
    await look(`${theme}, a proposal`);
    await page.keyboard.press('a');
    await expect(page.getByRole('button', { name: 'GT plug' })).toBeVisible();
    await look(`${theme}, a label`);
    await page.getByRole('button', { name: /^Annotator/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(`${theme}, the name`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Delete');
  }
  expect(findings).toEqual([]);
});
