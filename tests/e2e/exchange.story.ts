import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { picture } from '../engine/support/pictures.ts';
import { expect, test } from './support/app.ts';
import { railLink } from './support/rail.ts';
import { withClient } from './support/second-client.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-exchange-'));
  mkdirSync(join(folder, 'frames'));
  for (const at of [1, 2, 3]) writeFileSync(join(folder, 'frames', `roll_${at}.pgm`), picture(at, 320, 240));
  mkdirSync(join(folder, 'cvat'));
  const box = '<box label="plug" occluded="1" xtl="100" ytl="80" xbr="160" ybr="100" rotation="90"/>';
  const image = (name: string, inside: string) => `<image name="${name}" width="320" height="240">${inside}</image>`;
  const wrong = '<box label="plug" xtl="abc" ytl="1" xbr="2" ybr="2"/>';
  writeFileSync(
    join(folder, 'cvat', 'annotations.xml'),
    `<annotations>${image('roll_1.pgm', box)}${image('roll_2.pgm', '')}${image('roll_3.pgm', wrong)}</annotations>`,
  );
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function openDialog(page: Page): Promise<void> {
  await railLink(page, 'Images').click();
  await page.getByRole('button', { name: 'Exchange labels' }).click();
  await expect(page.getByRole('dialog', { name: 'Labels from and for other tools' })).toBeVisible();
}

async function expectNoViolation(page: Page): Promise<void> {
  // Electron opens no blank page for the last step of the usual mode.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[role=dialog]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('labels of CVAT are looked at, a question is answered, then they come in; and go out for Label Studio', async ({
  openApp,
}) => {
  const { page, workspace } = await openApp();
  await withClient(workspace, async (client) => {
    const started = await client.sources.import({ folder: join(folder, 'frames'), author: 'story' });
    for await (const _ of await client.jobs.watch(started));
  });
  const labels = () =>
    withClient(workspace, async (client) => {
      const { images } = await client.images.list({ limit: 10 });
      return Object.fromEntries(images.map(({ path, annotation }) => [path, annotation]));
    });
  await openDialog(page);
  await page.getByLabel('Folder, ZIP archive or file with the labels').fill(join(folder, 'cvat'));
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 rotated box becomes the upright box around it')).toBeVisible();
  await expect(dialog.getByText(/image roll_3\.pgm: box 1 of it: xtl is "abc"/)).toBeVisible();
  await expectNoViolation(page);
  expect((await labels())['roll_1.pgm']).toEqual({ state: 'unlabelled' });
  await dialog.getByText('Somebody looked, nothing is there').click();
  await dialog.getByRole('button', { name: 'Import labels of 2 pictures' }).click();
  await expect(dialog.getByText('2 pictures with a new label')).toBeVisible();
  expect(await labels()).toEqual({
    'roll_1.pgm': {
      state: 'boxes',
      boxes: [expect.objectContaining({ box: { xMin: 120, yMin: 60, xMax: 140, yMax: 120 } })],
    },
    'roll_2.pgm': { state: 'no-object' },
    'roll_3.pgm': { state: 'unlabelled' },
  });
  await dialog.getByRole('button', { name: 'Export labels' }).click();
  await dialog.getByRole('button', { name: /YOLO text/ }).click();
  await page.getByRole('option', { name: 'Label Studio JSON' }).click();
  await dialog.getByLabel('Empty or new folder').fill(join(folder, 'out', test.info().project.name));
  await expectNoViolation(page);
  await dialog.getByRole('button', { name: 'Export labels' }).last().click();
  await expect(dialog.getByText(/1 picture with boxes and 1 confirmed empty written to/)).toBeVisible();
  expect(existsSync(join(folder, 'out', test.info().project.name, 'tasks.json'))).toBe(true);
});
