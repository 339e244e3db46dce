import { expect, type Page } from '@playwright/test';
import { withClient } from '../e2e/support/second-client.ts';

/** Brings a screen to where it shows what it is for, as a person would. */
export async function prepareScreen(page: Page, workspace: string, screen: string): Promise<void> {
  if (screen === 'try') {
    const { images } = await withClient(workspace, (client) => client.images.list({ limit: 1000 }));
    const step = Math.max(1, Math.floor(images.length / 6));
    const paths = await Promise.all(
      images
        .filter((_, at) => at % step === 0)
        .slice(0, 6)
        .map(async ({ id }) => (await withClient(workspace, (client) => client.images.get({ imageId: id }))).filePath),
    );
    await page.locator('input[type=file]').setInputFiles(paths);
    await expect(page.locator('.ty-one .ty-vd b')).toHaveCount(paths.length, { timeout: 60_000 });
  }
  if (screen === 'validate') {
    // A demo is measured on its test role, which a look would have to be journalled for; the val role shows the same.
    const evaluate = page.getByRole('button', { name: /^Evaluate [\d,]+ images$/ });
    await expect(page.getByRole('heading', { level: 1, name: 'Validate' })).toBeVisible();
    await page.waitForTimeout(1500);
    if (await evaluate.isVisible()) {
      await evaluate.click();
      await expect(evaluate).toBeHidden({ timeout: 300_000 });
    }
  }
  if (screen === 'live') {
    await page.getByRole('button', { name: 'Start the station' }).click();
    const strip = page.getByRole('slider', { name: 'Frame' });
    await expect
      .poll(async () => Number(await strip.getAttribute('aria-valuemax')), { timeout: 120_000 })
      .toBeGreaterThan(40);
  }
}

/** Waits for a moment worth keeping: the station's frames come and go. */
export async function awaitMoment(page: Page, screen: string): Promise<void> {
  if (screen === 'live') await page.getByRole('heading', { name: /^Frame \d+: PRESENT$/ }).waitFor();
}
