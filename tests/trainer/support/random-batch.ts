import type { NetworkConfig, NetworkInputShape } from '../../../electron/trainer/network/index.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { Tensor } from './tensor.ts';

/** Images of coarse and fine noise, and labelled boxes of 8 pixels to most of the image; `boxCounts[n]` boxes in image n, filled up to `rows`. */
export function randomBatch(
  { classCount, inputChannels }: Pick<NetworkConfig, 'classCount' | 'inputChannels'>,
  { batch, heightPx, widthPx }: NetworkInputShape,
  { boxCounts, rows = Math.max(1, ...boxCounts), seed }: { boxCounts: readonly number[]; rows?: number; seed: number },
) {
  const random = seededRandom(seed);
  const coarse = Array.from({ length: batch * Math.ceil(heightPx / 16) * Math.ceil(widthPx / 16) }, random);
  const images = new Float64Array(batch * inputChannels * heightPx * widthPx);
  for (let index = 0; index < images.length; index++) {
    const [column, row] = [index % widthPx, Math.floor(index / widthPx) % heightPx];
    const block = Math.floor(row / 16) * Math.ceil(widthPx / 16) + Math.floor(column / 16);
    images[index] = Math.fround(0.3 * random() + 0.7 * coarse[block % coarse.length]!);
  }
  const boxes = new Float64Array(batch * rows * 4);
  const classes = new Float64Array(batch * rows * classCount);
  boxCounts.forEach((count, n) => {
    for (let m = 0; m < count; m++) {
      const width = 8 * (widthPx / 9) ** random();
      const height = 8 * (heightPx / 9) ** random();
      const [x, y] = [random() * (widthPx - width), random() * (heightPx - height)];
      boxes.set([x, y, x + width, y + height].map(Math.fround), (n * rows + m) * 4);
      classes[(n * rows + m) * classCount + Math.floor(random() * classCount)] = 1;
    }
  });
  return {
    images: { shape: [batch, inputChannels, heightPx, widthPx], data: images },
    boxes: { shape: [batch, rows, 4], data: boxes },
    classes: { shape: [batch, rows, classCount], data: classes },
  } satisfies Record<string, Tensor>;
}
