import { expect, test } from './support/app.ts';

test('an engine that is killed is said, the view stays, and it comes back', async ({ openApp }) => {
  const { page, killEngine } = await openApp();
  await expect(page.getByText('Engine ready')).toBeVisible();
  await killEngine();
  await expect(page.getByText('The engine stopped and is being started again')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pipeline' })).toBeVisible();
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 30_000 });
});

test('a page that is loaded again finds its engine', async ({ openApp }) => {
  const { page } = await openApp();
  await expect(page.getByText('Engine ready')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Engine ready')).toBeVisible();
});

test('the page has no Node and only the one bridge', async ({ openApp, home }) => {
  const { page } = await openApp();
  await expect(page.getByText('Engine ready')).toBeVisible();
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'Buffer', 'global'].filter((name) => name in window),
    bridge: Object.keys((window as { plugsight?: object }).plugsight ?? {}).sort(),
  }));
  expect(seen.node).toEqual([]);
  const bridge = [
    'chooseFiles',
    'chooseFolder',
    'chooseSavePath',
    'engine',
    'onMenu',
    'openWorkspace',
    'pathOf',
    'restartEngine',
    'showInFolder',
  ];
  expect(seen.bridge).toEqual(home === 'electron' ? bridge : []);
});
