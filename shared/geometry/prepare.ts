import { assertNever } from '../domain/assert-never.ts';
import type { GreyImage } from '../domain/grey-image.ts';
import type { Preparation } from '../domain/preparation.ts';
import type { Size } from '../domain/size.ts';
import { equalise } from './equalise.ts';
import { maskImage } from './mask.ts';
import { preparedSize } from './prepared-size.ts';
import { resizeArea } from './resize-area.ts';
import { resizeOpencvLinear } from './resize-opencv-linear.ts';

/** A raw upright image becomes the prepared one: masked, resized, equalised. The same bytes on every machine. */
export function prepare(source: GreyImage, preparation: Preparation): GreyImage {
  const resized = resize(maskImage(source, preparation.mask), preparedSize(source, preparation), preparation.kernel);
  return preparation.equalise ? equalise(resized) : resized;
}

function resize(image: GreyImage, size: Size, kernel: Preparation['kernel']): GreyImage {
  if (size.widthPx === image.widthPx && size.heightPx === image.heightPx) return image;
  switch (kernel) {
    case 'area':
      return resizeArea(image, size);
    case 'opencv-linear':
      return resizeOpencvLinear(image, size);
    default:
      return assertNever(kernel);
  }
}
