import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBatchSource } from '../../electron/trainer/data/batch-source.ts';
import { epochOrder } from '../../electron/trainer/data/order.ts';
import { AugmentationPreviewer, timeTraining } from '../../electron/trainer/index.ts';
import { previewAugmentation } from '../../electron/trainer/preview/preview.ts';
import type { PreviewRequest, PreviewTile } from '../../electron/trainer/preview/preview-request.ts';
import type { TrainingJob } from '../../shared/domain/training-job.ts';
import { brightnessGain, checkParams, type Params } from '../../shared/formats/params.ts';
import { writeSquareJob } from './support/square-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-preview-'));
const augment = { shift_x: 0.3, rotate: 10, zoom: [0.7, 1.3], brightness: 0.3, fliplr: 0.5, mosaic: 0.5 };
let job: TrainingJob;
let params: Params;

beforeAll(async () => {
  job = await writeSquareJob(folder, { images: 10, sidePx: 64, augment });
  const checked = checkParams(job.params);
  if (!checked.ok) throw new Error(checked.problem.sentence);
  params = checked.value;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const request = (changes: Partial<PreviewRequest> = {}): PreviewRequest => ({
  picture: job.images[1]!,
  others: job.images.filter(({ role }) => role === 'train'),
  preparation: job.preparation,
  params,
  epoch: 3,
  together: 2,
  ...changes,
});

async function tilesOf(asked: PreviewRequest): Promise<readonly PreviewTile[]> {
  const preview = await previewAugmentation(asked);
  if (!preview.ok) throw new Error(preview.problem.sentence);
  return preview.value.tiles;
}

const levels = async (tile: PreviewTile) =>
  new Uint8Array(await sharp(Buffer.from(tile.png, 'base64')).toColourspace('b-w').raw().toBuffer());

describe('the preview of the augmentation', () => {
  test('is what a batch of the training holds, to the grey level and the box', async () => {
    const network = { widthPx: 64, heightPx: 64 };
    const limits = { ...params.augment, brightness: brightnessGain(params.augment.brightness, 'none') };
    const source = createBatchSource(job, { batch: 4, seed: params.train.seed, network, limits });
    const train = job.images.filter(({ role }) => role === 'train');
    const order = epochOrder(train.length, 4, params.train.seed, 3);
    for (let position = 0; position < 4; position++) {
      const picture = train[order[position]!]!;
      const batch = await source.train(3, 0);
      const tile = (await tilesOf(request({ picture, together: 4 }))).filter(({ kind }) => kind === 'together')[
        position
      ]!;
      const trained = batch.images.subarray(position * 64 * 64, (position + 1) * 64 * 64);
      expect(await levels(tile)).toEqual(Uint8Array.from(trained, (share) => Math.round(share * 255)));
      tile.boxes.forEach(({ box }, row) => {
        const at = (position * batch.rows + row) * 4;
        const trainedBox = [...batch.boxes.subarray(at, at + 4)];
        expect([box.xMin, box.yMin, box.xMax, box.yMax].map(Math.fround)).toEqual(trainedBox);
      });
    }
  });

  test('shows each augmentation alone by the numbers that the first picture with all of them takes', async () => {
    const tiles = await tilesOf(request());
    expect(tiles.map(({ kind }) => kind)).toEqual([
      'as-it-is',
      'shift',
      'brightness',
      'rotate',
      'zoom',
      'together',
      'together',
    ]);
    const byKind = new Map(tiles.map((tile) => [tile.kind, tile]));
    const shift = byKind.get('shift')!.drawn!;
    expect(Math.abs(shift.shiftX)).toBeLessThanOrEqual(0.3);
    expect(Math.abs(shift.shiftX)).toBeGreaterThan(0);
    expect([shift.degrees, shift.scale, shift.gain]).toEqual([0, 1, 1]);
    expect(Math.abs(byKind.get('rotate')!.drawn!.degrees)).toBeLessThanOrEqual(10);
    expect(byKind.get('rotate')!.drawn!.shiftX).toBeCloseTo(0, 9);
    expect(await levels(byKind.get('shift')!)).not.toEqual(await levels(byKind.get('as-it-is')!));
  });

  test('leaves out what is switched off, and draws other numbers for another epoch', async () => {
    const off = checkParams({ ...params, augment: { shift_x: 0, shift_y: 0, zoom: 0, brightness: 0, rotate: 5 } });
    if (!off.ok) throw new Error(off.problem.sentence);
    const tiles = await tilesOf(request({ params: off.value }));
    expect(tiles.map(({ kind }) => kind)).toEqual(['as-it-is', 'rotate', 'together', 'together']);
    const later = await tilesOf(request({ params: off.value, epoch: 4 }));
    expect(later[0]?.png).toBe(tiles[0]?.png);
    expect(later[1]?.drawn?.degrees).not.toBe(tiles[1]?.drawn?.degrees);
  });

  test('comes from a program of its own, the newest request first; one that was overtaken is let go', async () => {
    const previewer = new AugmentationPreviewer();
    try {
      const answers = await Promise.all([3, 4, 5].map((epoch) => previewer.draw(request({ epoch }))));
      expect(answers.map((answer) => (answer.ok ? 'drawn' : answer.problem.code))).toEqual([
        'drawn',
        'cancelled',
        'drawn',
      ]);
      const own = await tilesOf(request({ epoch: 5 }));
      const last = answers[2]!;
      expect(last.ok && last.value.tiles).toEqual(own);
      const gone = await previewer.draw(request({ picture: { ...job.images[1]!, path: join(folder, 'gone.png') } }));
      expect(gone.ok ? '' : gone.problem.sentence).toMatch(/cannot be read/);
    } finally {
      previewer.stop();
    }
  });
});

test('a step of a network is timed before there is a run, frozen layers or not', async () => {
  const network = { width: 0.0625, depth: 0.33, classCount: 1, widthPx: 64, heightPx: 64, batch: 2, threads: 1 };
  for (const frozenModules of [[], [0, 1]]) {
    const timing = await timeTraining({ ...network, frozenModules });
    if (!timing.ok) throw new Error(timing.problem.sentence);
    expect(timing.value.stepMs).toBeGreaterThan(0);
    expect(timing.value.validationMs).toBeGreaterThan(0);
    expect(timing.value.peakMemoryMb).toBeGreaterThan(50);
  }
  const stop = new AbortController();
  stop.abort();
  const stopped = await timeTraining({ ...network, frozenModules: [] }, stop.signal);
  expect(stopped.ok ? 'timed' : stopped.problem.code).toBe('cancelled');
});
