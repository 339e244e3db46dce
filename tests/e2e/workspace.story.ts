import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { type App, expect, test } from './support/app.ts';
import { Hands } from './support/hands.ts';
import { railLink } from './support/rail.ts';
import { writeScenes } from './support/scenes.ts';
import { importAndFreeze, withClient } from './support/second-client.ts';

let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-scenes-'));
  await writeScenes(join(folder, 'frames'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 24 labelled scenes, frozen, and a detector that always reports a plug. */
async function prepare({ workspace }: App): Promise<void> {
  const table = channelsFirstTable(1, 21, [{ anchor: 3, centre: [16, 16], size: [12, 12], scores: [0.7] }]);
  const path = join(folder, 'present.onnx');
  writeFileSync(path, tableModelBytes({ output: [1, 5, 21], table, metadata: { names: "['plug']" } }));
  await importAndFreeze(workspace, join(folder, 'frames'));
  await withClient(workspace, async (client) => {
    const preparation = { size: null, fit: 'none', kernel: 'area', equalise: false } as const;
    await client.models.import({ path, name: 'present', preparation });
  });
}

const open = (page: Page, place: string) =>
  page.evaluate((to) => {
    window.location.hash = `#/${to}`;
  }, place);

test('what must never happen is said first on every screen that says both, and can be changed', async ({
  openApp,
  home,
}) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const app = await openApp();
  const { page } = app;
  await prepare(app);
  await open(page, 'validate?model=present@1&dataset=plug@1&role=val');
  await new Hands(app).press(/^Evaluate \d+ images/);
  const said = page.locator('.va-sentence b');
  await expect(said).toHaveText([/^Plug reported, none there/, /^Plug there, not reported/]);
  await open(page, 'settings');
  await page.getByText('Says none, plug there').click();
  await open(page, 'validate?model=present@1&dataset=plug@1&role=val');
  await expect(said).toHaveText([/^Plug there, not reported/, /^Plug reported, none there/]);
  await open(page, 'overview');
  await expect(page.locator('.ov-model tbody tr').first()).toContainText('Plug missed');
  await open(page, 'models');
  await expect(page.locator('.mo-figures tbody tr').first()).toContainText('Plug missed');
});

test('classes and the rule for file names are set in the window; what a rule reads is seen before', async ({
  openApp,
  home,
}) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const app = await openApp();
  const { page, workspace } = app;
  await prepare(app);
  const info = () => withClient(workspace, (client) => client.workspace.info());
  await open(page, 'settings');
  // Boxes carry the first: one more may follow, under a name of its own.
  await expect(page.getByRole('button', { name: 'Rename plug' })).toHaveCount(0);
  await page.getByLabel('One more class').fill('PLUG');
  await expect(page.getByText('There is a class plug already.')).toBeVisible();
  await page.getByLabel('One more class').fill('hand');
  await page.keyboard.press('Enter');
  await expect(page.locator('.st-classes li')).toHaveText([/plug/, /hand/]);
  expect((await info()).classes).toEqual(['plug', 'hand']);

  const rule = page.getByLabel('Rule for file names');
  await rule.fill('(');
  await expect(page.getByText('The rule in force was kept.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this rule' })).toHaveCount(0);
  await rule.fill('^(.+)-\\d+$');
  await expect(page.locator('.st-read li').first()).toContainText(/^synthetic_\S+try synthetic_\S+, taken 20/);
  await page.getByRole('button', { name: 'Use this rule' }).click();
  await expect(page.getByText(/^In force: 24 of 24 names fit/)).toBeVisible();
  expect((await info()).fileNameRule).toBe('^(.+)-\\d+$');
});

test('an import that failed marks its step until one succeeds, on the rail and on Overview', async ({
  openApp,
  home,
}) => {
  test.skip(home === 'electron', 'the same page: looked at once');
  const { page, workspace } = await openApp();
  await expect(page.getByText('Engine ready')).toBeVisible();
  const importOf = (from: string) =>
    withClient(workspace, async (client) => {
      const started = await client.sources.import({ folder: from, author: 'story' });
      for await (const _ of await client.jobs.watch(started));
    });
  await importOf(join(folder, 'gone'));
  await expect(railLink(page, 'Images')).toContainText('the last import failed');
  await open(page, 'overview');
  await expect(page.locator('.dag li', { hasText: 'Images' })).toContainText('failed');
  await importOf(join(folder, 'frames'));
  await expect(railLink(page, 'Images')).toContainText('24');
  await expect(page.locator('.dag li', { hasText: 'Images' })).not.toContainText('failed');
});
