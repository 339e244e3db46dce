import type { EngineClient } from '../../../electron/cli/client/connect.ts';
import type { OpenPage } from './browser.ts';
import { traceFrames } from './frame-work.ts';

const measured = 'window.plugsightMeasures';

/** Collects what the picture's stage tells a PerformanceObserver about itself. */
async function observe({ page }: OpenPage): Promise<void> {
  await page.evaluate(`
    ${measured} ??= (() => {
      const entries = [];
      new PerformanceObserver((list) => {
        for (const { name, duration, detail } of list.getEntries()) if (name.startsWith('plugsight:')) entries.push({ name, duration, detail });
      }).observe({ entryTypes: ['measure'] });
      return entries;
    })(); 0`);
}

async function taken(
  { page }: OpenPage,
  name: string,
): Promise<{ readonly duration: number; readonly detail: { readonly wasReady?: boolean } }[]> {
  return await page.evaluate(`${measured}.splice(0).filter((entry) => entry.name === '${name}')`);
}

/**
 * From image to image of the queue of unlabelled ones by PageDown, as fast as a person looks (`paceMs`): milliseconds from asking for a picture
 * of 2448x2050 to its being drawn, and how many were decoded before they were asked for.
 */
export async function nextImages(open: OpenPage, count: number, paceMs: number) {
  const { page } = open;
  await page.evaluate("window.location.hash = '#/label?queue=unlabelled'");
  await page.getByRole('region', { name: 'Picture' }).waitFor();
  await page.waitForTimeout(2500);
  await observe(open);
  for (let number = 0; number < count; number++) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(paceMs);
  }
  await page.waitForTimeout(1000);
  const entries = await taken(open, 'plugsight:next-image');
  return { ms: entries.map(({ duration }) => duration), ready: entries.filter(({ detail }) => detail.wasReady).length };
}

/** Main-thread work while drawing, panning and zooming a picture with 200 boxes. */
export async function workAtPicture(open: OpenPage, imageId: string, seconds: number) {
  const { page, protocol } = open;
  await page.evaluate(`window.location.hash = '#/label?image=${imageId}'`);
  const stage = page.getByRole('application').first();
  await stage.waitFor();
  await page.waitForTimeout(2500);
  const box = await stage.boundingBox();
  if (box === null) throw new Error('the picture is not there');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  const circle = async (ms: number) => {
    const end = performance.now() + ms;
    for (let step = 0; performance.now() < end; step++) {
      await page.mouse.move(...at(0.5 + 0.3 * Math.cos(step / 20), 0.5 + 0.3 * Math.sin(step / 20)));
      await page.waitForTimeout(8);
    }
  };
  const ms = (seconds * 1000) / 3;
  const drawing = await traceFrames(protocol, async () => {
    await page.keyboard.press('b');
    await page.mouse.move(...at(0.3, 0.3));
    await page.mouse.down();
    await circle(ms);
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  await page.keyboard.press('Escape');
  const panning = await traceFrames(protocol, async () => {
    await page.mouse.move(...at(0.5, 0.5));
    await page.keyboard.down(' ');
    await page.mouse.down();
    await circle(ms);
    await page.mouse.up();
    await page.keyboard.up(' ');
  });
  const zooming = await traceFrames(protocol, async () => {
    await page.mouse.move(...at(0.5, 0.5));
    const end = performance.now() + ms;
    for (let step = 0; performance.now() < end; step++) {
      await page.mouse.wheel(0, step % 40 < 20 ? -120 : 120);
      await page.waitForTimeout(16);
    }
  });
  return { drawing, panning, zooming };
}

/**
 * Boxes drawn one after the other on images that have none: milliseconds from the second click to the moment the engine answers somebody else
 * with the new revision, which it does only once the change is on the disk.
 */
export async function editsToDisk(open: OpenPage, client: EngineClient, count: number): Promise<number[]> {
  const { page } = open;
  await page.evaluate("window.location.hash = '#/label?queue=unlabelled'");
  await page.waitForTimeout(2500);
  const times: number[] = [];
  for (let number = 0; number < count; number++) {
    const imageId = await page.evaluate("new URLSearchParams(window.location.hash.split('?')[1]).get('image')");
    const stage = await page.getByRole('application').first().boundingBox();
    if (stage === null || typeof imageId !== 'string') throw new Error('no image is open in the editor');
    await page.keyboard.press('b');
    await page.mouse.click(stage.x + stage.width * 0.4, stage.y + stage.height * 0.4);
    await page.mouse.move(stage.x + stage.width * 0.6, stage.y + stage.height * 0.6);
    const startedAt = performance.now();
    await page.mouse.click(stage.x + stage.width * 0.6, stage.y + stage.height * 0.6);
    while ((await client.annotations.history({ imageId })).length === 0) {
      if (performance.now() - startedAt > 10_000) throw new Error('the box did not reach the disk within 10 s');
      // The asking must not be the engine's load.
      await page.waitForTimeout(5);
    }
    times.push(performance.now() - startedAt);
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(400);
  }
  return times;
}
