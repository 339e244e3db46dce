import type { OpenPage } from './browser.ts';
import { traceFrames } from './frame-work.ts';

/** Navigates to the images and waits until every thumbnail in view is drawn. Milliseconds from the call. */
export async function openImages({ page }: OpenPage, address: string): Promise<number> {
  const startedAt = performance.now();
  await page.goto(`${address}#/images`);
  const isDrawn = `(() => {
    const pictures = [...document.querySelectorAll('[role="gridcell"] img')];
    return pictures.length > 0 && pictures.every((picture) => picture.complete && picture.naturalWidth > 0);
  })()`;
  // Asked as text through the debugger: the page's policy lets no string be evaluated inside it.
  while (!(await page.evaluate(isDrawn))) await page.waitForTimeout(10);
  return performance.now() - startedAt;
}

/** Turns of the wheel through the grid as a person in a hurry does, then the scrubber pulled from end to end. */
export async function scrollImages({ page, protocol }: OpenPage, seconds: number) {
  const grid = page.getByRole('grid', { name: 'Images' });
  const box = await grid.boundingBox();
  if (box === null) throw new Error('the grid of images is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const wheel = await traceFrames(protocol, async () => {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      await page.mouse.wheel(0, 120);
      await page.waitForTimeout(16);
    }
  });
  const strip = { x: box.x + box.width + 20, top: box.y + 4, height: box.height - 8 };
  const scrubber = await traceFrames(protocol, async () => {
    await page.mouse.move(strip.x, strip.top);
    await page.mouse.down();
    for (let step = 0; step <= 100; step++) {
      await page.mouse.move(strip.x, strip.top + (strip.height * step) / 100);
      await page.waitForTimeout(16);
    }
    await page.mouse.up();
  });
  return { wheel, scrubber };
}
