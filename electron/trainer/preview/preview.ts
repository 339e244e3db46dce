import sharp from 'sharp';
import { ProblemError, type Result, success } from '../../../shared/domain/problem.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { brightnessGain, checkParams, type Params } from '../../../shared/formats/params.ts';
import { networkInputSize, preparedSize } from '../../../shared/geometry/index.ts';
import { boxTransform } from '../../../shared/geometry/transform.ts';
import { augment } from '../augment/augment.ts';
import { type AugmentationLimits, type DrawnAugmentation, drawAugmentation, unchanged } from '../augment/draw.ts';
import type { LabelledImage } from '../augment/mosaic.ts';
import { assembleBatch } from '../data/batch.ts';
import { decodePrepared } from '../data/decode.ts';
import { mixedSeed } from '../data/order.ts';
import { trainingSample } from '../data/training-sample.ts';
import type { Preview, PreviewKind, PreviewRequest, PreviewTile } from './preview-request.ts';

/** Limits under which nothing happens. */
const nothing: AugmentationLimits = {
  shift_x: { max: 0, variant: 'keep-aspect' },
  shift_y: { max: 0, variant: 'keep-aspect' },
  brightness: { min: 1, max: 1 },
  rotate: 0,
  zoom: { min: 1, max: 1, variant: 'keep-aspect' },
  fliplr: 0,
  flipud: 0,
  mosaic: 0,
  probability: 1,
};

/**
 * A picture as training sees it, made by the code that makes the batches and read back from a batch: as it is, with each augmentation that
 * is switched on alone, and with all of them together. Alone and together take the same numbers, so that the first picture of `together` is
 * made of those before it (unless `probability` or `mosaic` decide otherwise).
 */
export async function previewAugmentation(request: PreviewRequest): Promise<Result<Preview>> {
  const params = checkParams(request.params);
  if (!params.ok) return params;
  try {
    return success(await preview(request, params.value));
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function preview(request: PreviewRequest, { train, augment: given }: Params): Promise<Preview> {
  const { preparation, picture, epoch } = request;
  const limits = { ...given, brightness: brightnessGain(given.brightness, preparation.fit) };
  const network = networkInputSize(preparedSize(picture.sourceSize, preparation), train.imgsz);
  const own = await labelled(request, picture, network);
  const tile = (kind: PreviewKind, sample: LabelledImage, drawn: PreviewTile['drawn']) =>
    tileOf(kind, sample, own.boxes.length, request, network, drawn);
  const random = () => seededRandom(mixedSeed(train.seed, epoch, 0, 1));

  const tiles = [tile('as-it-is', augment(own, unchanged, preparation.equalise), null)];
  for (const [kind, alone] of each(limits)) {
    const numbers = random();
    // A training sample takes four numbers for the mosaic first.
    for (let taken = 0; taken < 4; taken++) numbers();
    const drawn = drawAugmentation(alone, own.image, numbers);
    tiles.push(tile(kind, augment(own, drawn, preparation.equalise), wordsOf(drawn, own.image)));
  }
  for (let position = 0; position < request.together; position++) {
    const numbers = seededRandom(mixedSeed(train.seed, epoch, position, 1));
    const other = async (share: number) => {
      const chosen = request.others[Math.floor(share * request.others.length)] ?? picture;
      return labelled(request, chosen, network);
    };
    tiles.push(tile('together', await trainingSample(own, limits, preparation.equalise, numbers, other), null));
  }
  return { network, tiles: await Promise.all(tiles) };
}

/** Each augmentation that is switched on, without the others. Flips and mosaic are chances of a whole picture and only seen together. */
function each(limits: AugmentationLimits): [PreviewKind, AugmentationLimits][] {
  const { shift_x, shift_y, brightness, rotate, zoom } = limits;
  return [
    ...(shift_x.max > 0 || shift_y.max > 0 ? [['shift', { ...nothing, shift_x, shift_y }] as const] : []),
    ...(brightness.min !== 1 || brightness.max !== 1 ? [['brightness', { ...nothing, brightness }] as const] : []),
    ...(rotate > 0 ? [['rotate', { ...nothing, rotate }] as const] : []),
    ...(zoom.min !== 1 || zoom.max !== 1 ? [['zoom', { ...nothing, zoom }] as const] : []),
  ].map(([kind, alone]) => [kind, alone]);
}

async function labelled(
  { preparation }: PreviewRequest,
  { path, sourceSize, boxes }: PreviewRequest['picture'],
  network: Size,
): Promise<LabelledImage> {
  const { prepared, sourceToPrepared } = boxTransform(sourceSize, preparation, network);
  return {
    image: await decodePrepared(path, prepared),
    boxes: boxes.map(({ classIndex, box }) => ({ classIndex, box: sourceToPrepared(box) })),
  };
}

/** Through a batch of one: the bytes are those that the network is given. */
async function tileOf(
  kind: PreviewKind,
  sample: LabelledImage,
  labels: number,
  { preparation, picture }: PreviewRequest,
  network: Size,
  drawn: PreviewTile['drawn'],
): Promise<PreviewTile> {
  const { preparedToNetwork } = boxTransform(picture.sourceSize, preparation, network);
  const boxes = sample.boxes.map(({ classIndex, box }) => ({
    classIndex,
    box: preparedToNetwork(box as Parameters<typeof preparedToNetwork>[0]),
  }));
  const { images } = assembleBatch([{ picture: sample.image, boxes }], network, 1);
  const levels = Uint8Array.from(images, (share) => Math.round(share * 255));
  const raw = { width: network.widthPx, height: network.heightPx, channels: 1 } as const;
  const png = await sharp(levels, { raw }).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer();
  return { kind, png: png.toString('base64'), boxes, droppedBoxes: Math.max(0, labels - boxes.length), drawn };
}

function wordsOf({ transform, gain }: DrawnAugmentation, { widthPx, heightPx }: Size): PreviewTile['drawn'] {
  const { xx, xy, x0, yx, yy, y0 } = transform;
  // Where the middle of the picture went: a turn or a zoom about the middle is no shift.
  const moved = { x: xx * (widthPx / 2) + xy * (heightPx / 2) + x0, y: yx * (widthPx / 2) + yy * (heightPx / 2) + y0 };
  return {
    shiftX: moved.x / widthPx - 0.5,
    shiftY: moved.y / heightPx - 0.5,
    degrees: (Math.atan2(yx, xx) * 180) / Math.PI,
    scale: Math.sqrt(Math.abs(xx * yy - xy * yx)),
    gain,
  };
}
