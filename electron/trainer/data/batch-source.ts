import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { Size } from '../../../shared/domain/size.ts';
import type { TrainingImage, TrainingJob } from '../../../shared/domain/training-job.ts';
import { batchesPerEpoch } from '../../../shared/formats/schedule.ts';
import { type BoxTransform, boxTransform } from '../../../shared/geometry/transform.ts';
import { augment } from '../augment/augment.ts';
import type { ClassedBox } from '../augment/boxes.ts';
import { type AugmentationLimits, unchanged } from '../augment/draw.ts';
import type { LabelledImage } from '../augment/mosaic.ts';
import { assembleBatch, type Batch, type NetworkSample } from './batch.ts';
import { decodePrepared } from './decode.ts';
import { epochOrder, mixedSeed } from './order.ts';
import { PictureCache } from './picture-cache.ts';
import { trainingSample } from './training-sample.ts';

export type BatchSettings = {
  readonly batch: number;
  readonly seed: number;
  readonly network: Size;
  readonly limits: AugmentationLimits;
};

export type BatchSource = {
  /** Full batch of an epoch; the same (seed, epoch, batchInEpoch) gives the same bytes, whatever was asked before. */
  readonly train: (epoch: number, batchInEpoch: number) => Promise<Batch>;
  /** Pictures of the val role in the job's order, as evaluation sees them; the last batch is filled up from the start. */
  readonly validate: (batchIndex: number) => Promise<Batch>;
};

type Picture = {
  readonly path: string;
  readonly prepared: Size;
  readonly boxes: readonly ClassedBox[];
  readonly transform: BoxTransform;
};

export function createBatchSource(job: TrainingJob, settings: BatchSettings, cache = new PictureCache()): BatchSource {
  const { batch, seed, network, limits } = settings;
  const { preparation, classes } = job;
  const pictures = job.images.map((image) => toPicture(image, job, network));
  const indexesOf = (role: TrainingImage['role']) =>
    job.images.flatMap((image, index) => (image.role === role ? [index] : []));
  const train = indexesOf('train');
  const val = indexesOf('val');
  let order: { readonly epoch: number; readonly positions: readonly number[] } | undefined;

  async function labelled(index: number): Promise<LabelledImage> {
    const { path, prepared, boxes } = pictures[index]!;
    const image: GreyImage = await cache.get(index, () => decodePrepared(path, prepared));
    return { image, boxes };
  }

  function toNetwork({ image, boxes }: LabelledImage, index: number): NetworkSample {
    const { transform } = pictures[index]!;
    return {
      picture: image,
      boxes: boxes.map(({ classIndex, box }) => ({ classIndex, box: transform.preparedToNetwork(box) })),
    };
  }

  async function trainSample(epoch: number, position: number, index: number): Promise<NetworkSample> {
    const own = await labelled(index);
    const random = seededRandom(mixedSeed(seed, epoch, position, 1));
    const other = (share: number) => labelled(train[Math.floor(share * train.length)]!);
    return toNetwork(await trainingSample(own, limits, preparation.equalise, random, other), index);
  }

  return {
    async train(epoch, batchInEpoch) {
      if (order?.epoch !== epoch) order = { epoch, positions: epochOrder(train.length, batch, seed, epoch) };
      const { positions } = order;
      const first = batchInEpoch * batch;
      const samples = positions
        .slice(first, first + batch)
        .map((which, offset) => trainSample(epoch, first + offset, train[which]!));
      return assembleBatch(await Promise.all(samples), network, classes.length);
    },
    async validate(batchIndex) {
      const indexes = Array.from({ length: batch }, (_, offset) => val[(batchIndex * batch + offset) % val.length]!);
      const samples = indexes.map(async (index) =>
        toNetwork(augment(await labelled(index), unchanged, preparation.equalise), index),
      );
      return assembleBatch(await Promise.all(samples), network, classes.length);
    },
  };
}

export function validationBatches(job: TrainingJob, batch: number): number {
  return batchesPerEpoch(job.images.filter(({ role }) => role === 'val').length, batch);
}

function toPicture(image: TrainingImage, { preparation }: TrainingJob, network: Size): Picture {
  const transform = boxTransform(image.sourceSize, preparation, network);
  return {
    path: image.path,
    prepared: transform.prepared,
    boxes: image.boxes.map(({ classIndex, box }) => ({ classIndex, box: transform.sourceToPrepared(box) })),
    transform,
  };
}
