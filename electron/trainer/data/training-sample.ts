import type { Random } from '../../../shared/domain/random.ts';
import { augment } from '../augment/augment.ts';
import { type AugmentationLimits, drawAugmentation } from '../augment/draw.ts';
import { type LabelledImage, mosaic } from '../augment/mosaic.ts';

/**
 * One training picture as one epoch sees it: perhaps a mosaic, then flips, turn, zoom, shift and gain, then equalisation. The same numbers
 * are taken from `random` whatever is switched on.
 *
 * @param other another picture of the train role, by a share in 0..1 of their list
 */
export async function trainingSample(
  own: LabelledImage,
  limits: AugmentationLimits,
  isEqualised: boolean,
  random: Random,
  other: (share: number) => Promise<LabelledImage>,
): Promise<LabelledImage> {
  const isMosaic = random() < limits.mosaic;
  const shares = [random(), random(), random()];
  const drawn = drawAugmentation(limits, own.image, random);
  const [second, third, fourth] = isMosaic ? await Promise.all(shares.map(other)) : [];
  const composed = second && third && fourth ? mosaic([own, second, third, fourth], random) : own;
  return augment(composed, drawn, isEqualised);
}
