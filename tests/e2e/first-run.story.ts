import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support/app.ts';
import { tellFigures } from './support/figures.ts';
import { Hands } from './support/hands.ts';
import { railLink } from './support/rail.ts';
import { writeScenes } from './support/scenes.ts';
import { rehearse, withClient } from './support/second-client.ts';
import { imported, isFullSize, sceneCount, shiftCount, trained } from './support/size.ts';

let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-scenes-'));
  await writeScenes(join(folder, 'frames'), { shiftCount });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function modelsOf(workspace: string): Promise<string[]> {
  const models = await withClient(workspace, (client) => client.models.list());
  return models.map(({ name, version }) => `${name}@${version}`);
}

test('from a labelled YOLO folder to a trained model, with at most 8 operations until the training has begun', {
  tag: '@training',
}, async ({ openApp, home }) => {
  const app = await openApp();
  const { page, workspace } = app;
  if (!isFullSize) await rehearse(app);
  const hands = new Hands(app);
  await expect(page.getByRole('heading', { name: 'New workspace' })).toBeVisible();
  await hands.chooseFolder('Choose a folder', join(folder, 'frames'));
  await expect(page.getByText(`${sceneCount} of ${sceneCount} have a label in YOLO text: plug.`)).toBeVisible();
  await hands.press(`Import ${sceneCount} pictures`);
  await expect(page.getByText(`${sceneCount} pictures are labelled`)).toBeVisible(imported);
  await hands.press('Train the first model');
  await expect(page.locator('li[aria-current="step"]', { hasText: 'A model is trained' })).toBeVisible(trained);
  console.log(`${home}: first start to "training has begun" on a labelled folder: ${hands.operations} operations`);
  expect(hands.operations).toBeLessThanOrEqual(8);
  await expect(page.getByText('The first model is trained and measured.')).toBeVisible(trained);
  expect(await modelsOf(workspace)).toEqual(['plug@1']);
  await expect(railLink(page, 'Images')).toContainText(String(sceneCount));
  await tellFigures(app, 'the first model of a labelled folder', { role: 'test', recipe: 'any' });
});

test('from the first start to a trained demo model, with one operation', { tag: '@training' }, async ({
  openApp,
  home,
}) => {
  const app = await openApp();
  if (!isFullSize) await rehearse(app);
  const hands = new Hands(app);
  await hands.press('Try with demo scenes');
  await expect(app.page.getByText('Scenes are drawn')).toBeVisible();
  // Work that runs does not depend on the page that began it.
  await app.page.reload();
  await expect(app.page.getByText('The first model is trained and measured.')).toBeVisible(trained);
  console.log(`${home}: first start to a trained demo model: ${hands.operations} operation`);
  expect([hands.operations, await modelsOf(app.workspace)]).toEqual([1, ['plug@1']]);
  await tellFigures(app, 'the demo’s model', { role: 'test', recipe: 'demo' });
});

test('what the disk answers can be said otherwise, and an answer that does not hold is told', async ({ openApp }) => {
  const app = await openApp();
  const { page, workspace } = app;
  await page.getByLabel('Folder or share').fill(join(folder, 'gone'));
  await expect(page.getByText('There is no folder')).toBeVisible();
  await page.getByLabel('Folder or share').fill(join(folder, 'frames'));
  await expect(page.getByRole('button', { name: 'YOLO' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'CVAT' }).click();
  await page.getByLabel('In one word').fill('hand');
  // A folder that is chosen is answered anew, in the system's dialog as in the page's own.
  await new Hands(app).chooseFolder('Choose', join(folder, 'frames'));
  await expect(page.getByRole('button', { name: 'YOLO' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('In one word')).toHaveValue('plug');
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await expect(page.getByText('They are left aside.')).toBeVisible();
  await page.getByLabel('In one word').fill('Dorn');
  await expect(page.getByText('“Dorn missed”')).toBeVisible();
  await page.getByText('Says none, Dorn there').click();
  await page.getByText('Leave where they are').click();
  await page.getByRole('button', { name: `Import ${sceneCount} pictures` }).click();
  await expect(page.getByText('The pictures are in. Label some, then train.')).toBeVisible();
  const { settings, info, storages } = await withClient(workspace, async (client) => ({
    settings: await client.workspace.settings(),
    info: await client.workspace.info(),
    storages: (await client.sources.imports()).map(({ storage }) => storage),
  }));
  expect(settings).toMatchObject({ targetWord: 'Dorn', gravestError: 'miss' });
  expect(info.counts).toMatchObject({ images: sceneCount, unlabelled: sceneCount });
  // Nothing is labelled: the word is the class, whatever the folder's own list says.
  expect(info.classes).toEqual(['Dorn']);
  expect(storages).toEqual(['reference']);
});
