import type { Size } from '../../../shared/domain/size.ts';
import { fillNetworkInput } from '../../../shared/geometry/network-input.ts';
import type { ClassedBox } from '../augment/boxes.ts';
import type { LabelledImage } from '../augment/mosaic.ts';

/** What one training or validation step takes; `rows` is M, the most boxes of a picture in the batch, at least 1. */
export type Batch = {
  /** [batch, 1, height, width], 0..1. */
  readonly images: Float32Array<ArrayBuffer>;
  /** [batch, rows, 4], corners in network pixels; rows of zeros pad. */
  readonly boxes: Float32Array<ArrayBuffer>;
  /** [batch, rows, classes], one-hot; rows of zeros pad. */
  readonly classes: Float32Array<ArrayBuffer>;
  readonly rows: number;
};

/** A picture ready for the network, its boxes already in network pixels. */
export type NetworkSample = { readonly picture: LabelledImage['image']; readonly boxes: readonly ClassedBox[] };

export function assembleBatch(samples: readonly NetworkSample[], network: Size, classCount: number): Batch {
  const plane = network.widthPx * network.heightPx;
  const rows = samples.reduce((most, { boxes }) => Math.max(most, boxes.length), 1);
  const images = new Float32Array(samples.length * plane);
  const boxes = new Float32Array(samples.length * rows * 4);
  const classes = new Float32Array(samples.length * rows * classCount);
  samples.forEach((sample, index) => {
    fillNetworkInput(images, index * plane, sample.picture, network, 1);
    sample.boxes.forEach(({ classIndex, box }, row) => {
      const at = index * rows + row;
      boxes.set([box.xMin, box.yMin, box.xMax, box.yMax], at * 4);
      classes[at * classCount + classIndex] = 1;
    });
  });
  return { images, boxes, classes, rows };
}
