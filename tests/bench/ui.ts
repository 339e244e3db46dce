import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from '../../renderer/build/build-page.ts';
import type { Bench, BenchOptions, Figures } from './support/bench.ts';
import { median, percentile } from './support/median.ts';
import { type OpenPage, openBrowser, startEngine } from './ui/browser.ts';
import { openImages, scrollImages } from './ui/images.ts';
import { makeWorkspace } from './ui/workspace.ts';

/**
 * How the window feels, measured on the real page in Chromium over a workspace of 100,000 images (rows made up, pictures shared; `--quick`:
 * 5,000). Options: `--images n`, `--rounds n`, `--keep <folder>`: keeps the workspace there and takes it again.
 */
export const bench: Bench = { name: 'ui', run };

async function run({ quick, settings }: BenchOptions): Promise<Figures> {
  const images = Number(settings.images ?? (quick ? 5000 : 100_000));
  const rounds = Number(settings.rounds ?? (quick ? 1 : 5));
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-ui-'));
  const page = await buildPage();
  try {
    console.log(`Making a workspace of ${images.toLocaleString('en-GB')} images`);
    const workspace = await makeWorkspace(folder, images);
    const opened: number[] = [];
    const starts: number[] = [];
    let figures: Figures = {};
    let version = '';
    for (let round = 0; round < rounds; round++) {
      const engine = await startEngine(workspace, page);
      const browser = await openBrowser();
      version = browser.version;
      try {
        opened.push(engine.startMs + (await openImages(browser, engine.pageAddress)));
        starts.push(engine.startMs);
        if (round === rounds - 1) figures = await lookAround(browser, quick);
      } finally {
        await browser.browser.close();
        await engine.stop();
      }
    }
    console.log(
      `Open: ${median(opened).toFixed(0)} ms from the engine's start to the last thumbnail in view (engine ${median(starts).toFixed(0)} ms)`,
    );
    return {
      open_100k_ms: median(opened),
      engine_start_ms: median(starts),
      ...figures,
      images,
      rounds,
      chromium: version,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookAround(browser: OpenPage, quick: boolean): Promise<Figures> {
  const { wheel, scrubber } = await scrollImages(browser, quick ? 2 : 8);
  const figures = {
    scroll_work_p95_ms: percentile(wheel.workMs, 0.95),
    scroll_work_p50_ms: median(wheel.workMs),
    scroll_busy_p95_ms: percentile(wheel.busyMs, 0.95),
    scroll_fps: wheel.framesPerSecond,
    scrub_work_p95_ms: percentile(scrubber.workMs, 0.95),
    scrub_busy_p95_ms: percentile(scrubber.busyMs, 0.95),
  };
  console.log(
    `Scroll: main thread ${figures.scroll_work_p50_ms.toFixed(1)} ms a frame, p95 ${figures.scroll_work_p95_ms.toFixed(1)} ms of processor time (${figures.scroll_busy_p95_ms.toFixed(1)} on the clock), ${wheel.framesPerSecond.toFixed(0)} frames/s; scrubber p95 ${figures.scrub_work_p95_ms.toFixed(1)} (${figures.scrub_busy_p95_ms.toFixed(1)}) ms`,
  );
  return figures;
}
