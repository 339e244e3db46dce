import type { Batch } from '../../../electron/trainer/data/batch.ts';
import { seededRandom } from '../../../shared/domain/random.ts';

export type RandomBatchShape = {
  readonly batch: number;
  readonly channels: number;
  readonly heightPx: number;
  readonly widthPx: number;
  readonly classCount: number;
  /** Boxes of each picture in turn, repeated over the batch; rows are as many as the largest. */
  readonly boxCounts: readonly number[];
};

/** Blocks of 16 px of one grey level under noise, and boxes of 8 to 180 px anywhere; same seed, same batch. */
export function randomBatch(shape: RandomBatchShape, seed: number): Batch {
  const { batch, channels, heightPx, widthPx, classCount, boxCounts } = shape;
  const random = seededRandom(seed);
  const columns = Math.ceil(widthPx / 16);
  const plane = heightPx * widthPx;
  const images = new Float32Array(batch * channels * plane);
  for (let start = 0; start < images.length; start += plane) {
    const levels = Float32Array.from({ length: columns * Math.ceil(heightPx / 16) }, random);
    for (let index = 0; index < plane; index++) {
      const y = Math.floor(index / widthPx);
      const level = levels[Math.floor(y / 16) * columns + Math.floor((index % widthPx) / 16)]!;
      images[start + index] = Math.round(255 * (0.7 * level + 0.3 * random())) / 255;
    }
  }
  const rows = Math.max(1, ...boxCounts);
  const boxes = new Float32Array(batch * rows * 4);
  const classes = new Float32Array(batch * rows * classCount);
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < boxCounts[picture % boxCounts.length]!; row++) {
      const [width, height] = [side(random(), widthPx), side(random(), heightPx)];
      const [x, y] = [random() * (widthPx - width), random() * (heightPx - height)];
      const at = picture * rows + row;
      boxes.set([x, y, x + width, y + height], at * 4);
      classes[at * classCount + Math.floor(random() * classCount)] = 1;
    }
  }
  return { images, boxes, classes, rows };
}

function side(share: number, limitPx: number): number {
  return Math.min(limitPx * 0.95, 8 * (180 / 8) ** share);
}
