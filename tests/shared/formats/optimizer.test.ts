import { describe, expect, it } from 'vitest';
import { resolveOptimizer } from '../../../shared/formats/optimizer.ts';
import { paramsSchema } from '../../../shared/formats/params-schema.ts';

const resolve = (train: object, imageCount: number, classCount = 1) =>
  resolveOptimizer(paramsSchema.parse({ train }), { imageCount, classCount });

describe('optimizer: auto', () => {
  it('is AdamW with a rate that falls with the number of classes, momentum 0.9', () => {
    expect(resolve({ epochs: 100 }, 1660)).toMatchObject({
      optimizer: 'AdamW',
      momentum: 0.9,
      iterations: 2600,
      nominalBatch: 64,
    });
    expect(resolve({}, 1660, 1).lr0).toBeCloseTo(0.002, 12);
    expect(resolve({}, 1660, 6).lr0).toBeCloseTo(0.001, 12);
  });

  it('is still AdamW at 10,000 iterations and SGD with lr 0.01 above', () => {
    expect(resolve({ epochs: 1000 }, 640)).toMatchObject({ optimizer: 'AdamW', iterations: 10_000 });
    expect(resolve({ epochs: 1000 }, 641)).toMatchObject({
      optimizer: 'SGD',
      lr0: 0.01,
      momentum: 0.9,
      iterations: 11_000,
    });
  });

  it('counts iterations with batches of at least 64, or of the batch if that is larger', () => {
    expect(resolve({ epochs: 100, batch: 8 }, 1000).iterations).toBe(1600);
    expect(resolve({ epochs: 100, batch: 128 }, 1000).iterations).toBe(800);
  });

  it('takes the batch as nominal batch where 64 would give fewer than 1,000 updates, and says so', () => {
    const few = resolve({ epochs: 99, batch: 16 }, 640);
    expect(few).toMatchObject({ iterations: 990, nominalBatch: 16, accumulate: 1, updates: 3960, weightDecay: 0.0005 });
    expect(few.sentence).toMatch(
      /Fewer than 1000 updates, so nominal_batch is 16.*nominal_batch: 64 in the file forces 64/,
    );
    const enough = resolve({ epochs: 100, batch: 16 }, 640);
    expect(enough).toMatchObject({ iterations: 1000, nominalBatch: 64, accumulate: 4, updates: 1000 });
    expect(enough.sentence).not.toMatch(/Fewer/);
  });

  it('leaves a nominal batch that was set as it is, 64 included', () => {
    expect(resolve({ epochs: 10, batch: 16, nominal_batch: 64 }, 640)).toMatchObject({
      nominalBatch: 64,
      accumulate: 4,
    });
    expect(resolve({ epochs: 10, batch: 16, nominal_batch: 16 }, 640)).toMatchObject({
      nominalBatch: 16,
      accumulate: 1,
      iterations: 400,
    });
  });

  it('does not use lr0 and momentum of the file, and says so', () => {
    const resolved = resolve({ lr0: 0.5, momentum: 0.5 }, 1000);
    expect(resolved).toMatchObject({ lr0: expect.closeTo(0.002, 12), momentum: 0.9 });
    expect(resolved.sentence).toMatch(/Not used: lr0 0\.5 and momentum 0\.5 of the file/);
  });
});

describe('a named optimizer', () => {
  it('takes the values of the file, and the usual ones where the file says auto', () => {
    expect(resolve({ optimizer: 'SGD', lr0: 0.02, momentum: 0.8 }, 100)).toMatchObject({
      lr0: 0.02,
      momentum: 0.8,
      nominalBatch: 64,
    });
    expect(resolve({ optimizer: 'SGD' }, 100)).toMatchObject({ optimizer: 'SGD', lr0: 0.01, momentum: 0.937 });
    expect(resolve({ optimizer: 'AdamW' }, 100_000, 2).lr0).toBeCloseTo(0.01 / 6, 12);
  });

  it('scales weight decay with what a gradient is made of', () => {
    expect(resolve({ optimizer: 'SGD', batch: 24, nominal_batch: 64 }, 100)).toMatchObject({
      accumulate: 3,
      weightDecay: expect.closeTo((0.0005 * 24 * 3) / 64, 12),
    });
    expect(resolve({ optimizer: 'SGD', batch: 128 }, 100)).toMatchObject({
      accumulate: 1,
      weightDecay: expect.closeTo(0.001, 12),
    });
  });
});
