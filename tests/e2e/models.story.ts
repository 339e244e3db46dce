import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { channelsFirstTable, tableModelBytes } from '../support/onnx-models.ts';
import { type App, expect, test } from './support/app.ts';
import { railLink } from './support/rail.ts';
import { withClient } from './support/second-client.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugsight-models-'));
  const table = channelsFirstTable(1, 21, [{ anchor: 3, centre: [16, 16], size: [12, 12], scores: [0.7] }]);
  const metadata = { names: "['plug']", license: 'AGPL-3.0' };
  writeFileSync(join(folder, 'present.onnx'), tableModelBytes({ output: [1, 5, 21], table, metadata }));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** By the system's dialog in Electron, by its path in a browser. */
async function chooseModelFile(app: App, path: string): Promise<void> {
  const { page, home } = app;
  if (home === 'electron') {
    await app.inShell(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, path);
    await page.getByRole('dialog').getByRole('button', { name: 'Choose a file' }).click();
    return;
  }
  await page.getByRole('dialog').getByLabel('Or its path on this machine').fill(path);
  await page.getByRole('dialog').getByRole('button', { name: 'Look at it' }).click();
}

test('a model of elsewhere is looked at, asked about and taken; it leaves as one file, which another workspace takes; it is set aside', async ({
  openApp,
}) => {
  const app = await openApp();
  const { page } = app;
  await withClient(app.workspace, (client) => client.workspace.changeSettings({ author: 'M. Keller' }));
  await railLink(page, 'Models').click();
  const sheet = page.getByRole('dialog');

  await page.getByRole('button', { name: 'Import a model' }).first().click();
  await chooseModelFile(app, join(folder, 'present.onnx'));
  await expect(sheet.getByText('A detector of plug')).toBeVisible();
  await expect(sheet.getByText(/Licence: AGPL-3\.0/)).toBeVisible();
  // Electron's page cannot open the second page axe uses for frames; there are none.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[role=dialog]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  await sheet.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(sheet.getByText('Say how its pictures were prepared; nothing was imported.')).toBeVisible();
  await sheet.getByText('As they are: the pictures were small already').click();
  await sheet.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'present v1 is registered' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Close', exact: true }).last().click();

  const file = join(folder, `${app.home}.plugsight`);
  if (app.home === 'electron') {
    await app.inShell(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
  }
  await page.getByRole('button', { name: 'Export .plugsight' }).click();
  const files = page.getByRole('region', { name: 'Files' });
  await expect(files.getByText(/^Exported, /)).toBeVisible();
  const written = (await files.locator('.mo-path').textContent()) ?? '';
  expect([written === file, existsSync(written)]).toEqual([app.home === 'electron', true]);

  await page.getByRole('button', { name: 'Archive present v1' }).click();
  await sheet.getByLabel('Why').fill('the newer one is better');
  await sheet.getByRole('button', { name: 'Archive present v1' }).click();
  await expect(page.getByRole('button', { name: 'Restore present v1' })).toBeVisible();
  await expect(page.getByText('the newer one is better')).toBeVisible();

  const other = await openApp();
  await railLink(other.page, 'Models').click();
  await other.page.getByRole('button', { name: 'Import a model' }).first().click();
  await chooseModelFile(other, written);
  await expect(other.page.getByText('present v1, whole: every part has its size and hash')).toBeVisible();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(other.page.getByRole('dialog', { name: 'present v1 is registered' })).toBeVisible();
  const [models, sent] = await Promise.all(
    [other, app].map(({ workspace }) => withClient(workspace, (client) => client.models.list())),
  );
  expect(models?.map(({ sha256 }) => sha256)).toEqual(sent?.map(({ sha256 }) => sha256));
});
