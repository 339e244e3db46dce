import { expect, test } from 'vitest';
import type { Batch } from '../../electron/trainer/data/batch.ts';
import type { EvaluationRun } from '../../electron/trainer/program/sessions.ts';
import { validate } from '../../electron/trainer/validation/validate.ts';
import type { TrainingImage, TrainingJob } from '../../shared/domain/training-job.ts';

const side = 64;
const size = { widthPx: side, heightPx: side };
const place = { xMin: 16, yMin: 16, xMax: 40, yMax: 40 };

/** One box in every picture; `blocks` null: the job does not say them. */
function jobOf(images: number, blocks: number | null): TrainingJob {
  return {
    schemaVersion: 1,
    runId: 'run-0001',
    params: null,
    classes: ['plug'],
    preparation: { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] },
    images: Array.from(
      { length: images },
      (_, at): TrainingImage => ({
        imageId: `image-${at}`,
        role: 'val',
        path: '',
        sourceSize: size,
        ...(blocks === null ? {} : { block: `block-${at % blocks}` }),
        boxes: [{ classIndex: 0, box: place }],
      }),
    ),
    startWeightsPath: null,
  };
}

/** Finds the box in every picture but each third, where it reports another place. */
function figures(job: TrainingJob) {
  const evaluate: EvaluationRun = async (batch) => {
    const picture = batch as unknown as { readonly at: number };
    const isWrong = picture.at % 3 === 0;
    const shift = isWrong ? 20 : 0;
    return {
      losses: { box: 0, class: 0, distribution: 0 },
      boxes: Float32Array.from([place.xMin + shift, place.yMin, place.xMax + shift, place.yMax]),
      scores: Float32Array.from([isWrong ? 0.95 : 0.5 + picture.at / 1000]),
      anchors: 1,
    };
  };
  const source = { validate: async (at: number) => ({ at }) as unknown as Batch };
  return validate(job, size, 1, source, evaluate);
}

test('a figure on enough blocks with errors carries its interval, the same every time', async () => {
  const job = jobOf(60, 60);
  const found = await figures(job);
  expect(found?.map50).toBeGreaterThan(0);
  const { map50 } = found?.interval ?? {};
  expect(map50?.low).toBeLessThan(found?.map50 ?? 0);
  expect(map50?.high).toBeGreaterThan(found?.map50 ?? 1);
  expect(await figures(job)).toEqual(found);
});

test('on too few blocks, or on none that are known, it stands alone, and is the same figure', async () => {
  const known = await figures(jobOf(60, 60));
  for (const blocks of [39, null]) {
    const found = await figures(jobOf(60, blocks));
    expect(found).not.toHaveProperty('interval');
    expect(found?.map50).toBe(known?.map50);
  }
});
