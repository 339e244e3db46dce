import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../electron/cli/client/connect.ts';
import { buildPage } from '../../renderer/build/build-page.ts';
import type { Bench, BenchOptions, Figures } from './support/bench.ts';
import { median, percentile } from './support/median.ts';
import { type OpenPage, openBrowser, startEngine } from './ui/browser.ts';
import type { FrameWork } from './ui/frame-work.ts';
import { openImages, scrollImages } from './ui/images.ts';
import { editsToDisk, nextImages, workAtPicture } from './ui/label.ts';
import { rematches } from './ui/validate.ts';
import { type BenchWorkspace, makeWorkspace } from './ui/workspace.ts';

/**
 * How the window feels, measured on the real page in Chromium (1920x1080) over a workspace of 100,000 images: rows made up, pictures of
 * 2448x2050 shared (`--quick`: 5,000). `work` is processor time of the page's main thread a frame, `busy` the time on the clock it took.
 * Options: `--images n`, `--rounds n`.
 */
export const bench: Bench = { name: 'ui', run };

/** What the bench asks the page for, from one look to the next, as a person's hand and eye would. */
const lookMs = 350;

async function run({ quick, settings }: BenchOptions): Promise<Figures> {
  const images = Number(settings.images ?? (quick ? 5000 : 100_000));
  const rounds = Number(settings.rounds ?? (quick ? 1 : 5));
  const folder = await mkdtemp(join(tmpdir(), 'plugsight-ui-'));
  const page = await buildPage();
  try {
    console.log(`Making a workspace of ${images.toLocaleString('en-GB')} images`);
    const workspace = await makeWorkspace(folder, images, Math.min(5000, Math.floor(images / 3)));
    const opened: number[] = [];
    const starts: number[] = [];
    let figures: Figures = {};
    let version = '';
    for (let round = 0; round < rounds; round++) {
      const engine = await startEngine(workspace.path, page);
      const browser = await openBrowser();
      version = browser.version;
      try {
        opened.push(engine.startMs + (await openImages(browser, engine.pageAddress)));
        starts.push(engine.startMs);
        if (round === rounds - 1) figures = await lookAround(browser, workspace, quick);
      } finally {
        await browser.browser.close();
        await engine.stop();
      }
    }
    say(
      'open',
      `${median(opened).toFixed(0)} ms from the engine's start (${median(starts).toFixed(0)} ms of it) to the last thumbnail in view`,
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

async function lookAround(browser: OpenPage, workspace: BenchWorkspace, quick: boolean): Promise<Figures> {
  const { wheel, scrubber } = await scrollImages(browser, quick ? 2 : 8);
  const scroll = frameFigures('scroll', wheel);
  const scrub = frameFigures('scrub', scrubber);
  const second = await connect(workspace.path);
  try {
    await second.client.workspace.changeSettings({ author: 'bench' });
    return {
      ...scroll,
      ...scrub,
      ...(await labelFigures(browser, workspace, second.client, quick)),
      ...(await validateFigures(browser, workspace, quick)),
    };
  } finally {
    await second.close();
  }
}

async function labelFigures(
  browser: OpenPage,
  workspace: BenchWorkspace,
  client: Awaited<ReturnType<typeof connect>>['client'],
  quick: boolean,
): Promise<Figures> {
  const next = await nextImages(browser, quick ? 12 : 60, lookMs);
  say(
    'next image',
    `p50 ${median(next.ms).toFixed(0)} ms, p95 ${percentile(next.ms, 0.95).toFixed(0)} ms over ${next.ms.length} (${next.ready} were decoded beforehand)`,
  );
  const { drawing, panning, zooming } = await workAtPicture(browser, workspace.crowdedImageId, quick ? 3 : 15);
  const parts = {
    ...frameFigures('draw', drawing),
    ...frameFigures('pan', panning),
    ...frameFigures('zoom', zooming),
  };
  const all = [drawing, panning, zooming].flatMap(({ workMs }) => workMs);
  const fps = Math.min(drawing.framesPerSecond, panning.framesPerSecond, zooming.framesPerSecond);
  const edits = await editsToDisk(browser, client, quick ? 5 : 25);
  say(
    'edit to disk',
    `p50 ${median(edits).toFixed(0)} ms, p95 ${percentile(edits, 0.95).toFixed(0)} ms over ${edits.length}`,
  );
  return {
    next_image_p95_ms: percentile(next.ms, 0.95),
    next_image_p50_ms: median(next.ms),
    next_image_ready_share: next.ready / next.ms.length,
    frame_work_p95_ms: percentile(all, 0.95),
    fps_200_boxes: fps,
    ...parts,
    edit_to_disk_ms: percentile(edits, 0.95),
    edit_to_disk_p50_ms: median(edits),
  };
}

async function validateFigures(browser: OpenPage, workspace: BenchWorkspace, quick: boolean): Promise<Figures> {
  const times = await rematches(browser, workspace.evaluationId, quick ? 5 : 30);
  say(
    're-match',
    `p50 ${median(times).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms over ${times.length} moves of the IoU slider`,
  );
  return { rematch_5000_ms: percentile(times, 0.95), rematch_5000_p50_ms: median(times) };
}

function frameFigures(name: string, { workMs, busyMs, framesPerSecond }: FrameWork): Figures {
  const work = percentile(workMs, 0.95);
  const busy = percentile(busyMs, 0.95);
  say(
    name,
    `main thread p50 ${median(workMs).toFixed(1)} ms, p95 ${work.toFixed(1)} ms of work a frame (${busy.toFixed(1)} on the clock), ${framesPerSecond.toFixed(0)} frames/s`,
  );
  return { [`${name}_work_p95_ms`]: work, [`${name}_busy_p95_ms`]: busy, [`${name}_fps`]: framesPerSecond };
}

function say(what: string, words: string): void {
  console.log(`${what.padEnd(12)} ${words}`);
}
