import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from '../../electron/trainer/data/batch.ts';
import { createBatchSource } from '../../electron/trainer/data/batch-source.ts';
import { BatchThread } from '../../electron/trainer/data/batch-thread.ts';
import { epochOrder } from '../../electron/trainer/data/order.ts';
import { PictureCache } from '../../electron/trainer/data/picture-cache.ts';
import { planTraining } from '../../electron/trainer/program/plan.ts';
import type { TrainingJob } from '../../shared/domain/training-job.ts';
import { checkParams } from '../../shared/formats/params.ts';
import { batchesPerEpoch } from '../../shared/formats/schedule.ts';
import { fillNetworkInput } from '../../shared/geometry/network-input.ts';
import { prepare } from '../../shared/geometry/prepare.ts';
import { writeSquareJob } from './support/square-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-batches-'));
let job: TrainingJob;

beforeAll(async () => {
  job = await writeSquareJob(folder, { images: 14, sidePx: 48 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function planOf(some: TrainingJob, changes: { train?: object; augment?: object } = {}) {
  const params = checkParams({
    train: { imgsz: 64, batch: 4, width: 0.0625, seed: 7, ...changes.train },
    augment: changes.augment ?? {},
  });
  if (!params.ok) throw new Error(params.problem.sentence);
  return planTraining(some, params.value);
}

const nothingDrawn = { shift_x: 0, shift_y: 0, zoom: 0, brightness: 0, rotate: 0 };

function bytesOf({ images, boxes, classes }: Batch): Buffer {
  return Buffer.concat([images, boxes, classes].map((array) => Buffer.from(array.buffer)));
}

describe('the order of an epoch', () => {
  test('shows every picture, in full batches, shuffled anew each epoch and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }), fc.nat(), (count, batch, seed) => {
        const order = epochOrder(count, batch, seed, 0);
        expect(order.length).toBe(batchesPerEpoch(count, batch) * batch);
        expect(new Set(order.slice(0, count)).size).toBe(count);
        expect(epochOrder(count, batch, seed, 0)).toEqual(order);
      }),
    );
    expect(epochOrder(40, 8, 1, 1)).not.toEqual(epochOrder(40, 8, 1, 0));
    expect(epochOrder(40, 8, 2, 0)).not.toEqual(epochOrder(40, 8, 1, 0));
  });
});

describe('training batches', () => {
  test('are the same bytes whatever was asked before, from a thread as well, and differ between epochs', async () => {
    const plan = planOf(job, { augment: { mosaic: 0.5, rotate: 8, fliplr: 0.5 } });
    const first = createBatchSource(job, plan);
    const wanted = bytesOf(await first.train(3, 1));
    const other = createBatchSource(job, plan, new PictureCache(0));
    await other.train(0, 0);
    await other.validate(0);
    expect(bytesOf(await other.train(3, 1)).equals(wanted)).toBe(true);
    const thread = new BatchThread(job, plan);
    expect(bytesOf(await thread.train(3, 1)).equals(wanted)).toBe(true);
    await thread.stop();
    expect(bytesOf(await first.train(4, 1)).equals(wanted)).toBe(false);
  });

  test('hold corners in network pixels with one-hot classes, rows of zeros after the last box', async () => {
    const plan = planOf(job, { augment: nothingDrawn });
    const source = createBatchSource(job, plan);
    const train = job.images.filter(({ role }) => role === 'train');
    const seen = new Set<string>();
    for (let index = 0; index < plan.batchesPerEpoch; index++) {
      const { boxes, classes, rows } = await source.train(0, index);
      expect(rows).toBe(1);
      for (let picture = 0; picture < plan.batch; picture++) {
        const corners = [...boxes.subarray(picture * 4, picture * 4 + 4)];
        expect(classes[picture]).toBe(corners.some((value) => value !== 0) ? 1 : 0);
        seen.add(corners.join());
      }
    }
    // Pictures of 48 px are enlarged to the 64 px of the input.
    for (const { boxes } of train) {
      const corners = boxes.flatMap(({ box }) =>
        [box.xMin, box.yMin, box.xMax, box.yMax].map((value) => Math.fround((value * 64) / 48)),
      );
      expect(seen.has((corners.length > 0 ? corners : [0, 0, 0, 0]).join())).toBe(true);
    }
  });

  test('without any augmentation are what evaluation and the station feed the network', async () => {
    const preparation = { ...job.preparation, equalise: true };
    const equalised = { ...job, preparation };
    const plan = planOf(equalised, { augment: nothingDrawn });
    const { images } = await createBatchSource(equalised, plan).validate(0);
    const first = equalised.images.find(({ role }) => role === 'val')!;
    const raw = await sharp(first.path).toColourspace('b-w').raw().toBuffer();
    const prepared = prepare({ ...first.sourceSize, data: new Uint8Array(raw) }, preparation);
    const expected = new Float32Array(64 * 64);
    fillNetworkInput(expected, 0, prepared, plan.network, 1);
    expect(images.subarray(0, 64 * 64)).toEqual(expected);
  });

  test('of pictures without any box have one row of zeros', async () => {
    const empty = { ...job, images: job.images.map((image) => ({ ...image, boxes: [] })) };
    const { boxes, classes, rows } = await createBatchSource(empty, planOf(empty)).train(0, 0);
    expect(rows).toBe(1);
    expect([...boxes, ...classes].every((value) => value === 0)).toBe(true);
  });
});

describe('pictures that are not what the job says', () => {
  test.each([
    ['are gone', 'missing.png', undefined],
    ['are not pictures', 'text.png', Buffer.from('no picture')],
  ])('which %s are named, and nothing else is lost', async (_, name, content) => {
    const path = join(folder, name);
    if (content) writeFileSync(path, content);
    const broken = { ...job, images: job.images.map((image) => ({ ...image, path })) };
    const thread = new BatchThread(broken, planOf(broken));
    await expect(thread.train(0, 0)).rejects.toMatchObject({ problem: { code: 'file-unreadable', file: path } });
    await thread.stop();
  });

  test('of another size are named with both sizes', async () => {
    const other = {
      ...job,
      images: job.images.map((image) => ({ ...image, sourceSize: { widthPx: 50, heightPx: 48 } })),
    };
    await expect(createBatchSource(other, planOf(other)).train(0, 0)).rejects.toThrow(/48x48.*50x48/);
  });
});
