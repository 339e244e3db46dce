import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { greyHistogram } from '../../../shared/geometry/index.ts';
import type { ImageMeasures } from '../contract/measures.ts';
import { laplacianMoments } from './laplacian.ts';

/** All figures of an upright grey image. Integer sums throughout, so that they are the same on every machine. */
export function measureImage(image: GreyImage): ImageMeasures {
  const histogram = greyHistogram(image.data);
  const laplacian = laplacianMoments(image);
  const pixels = image.data.length;
  let sum = 0;
  let squares = 0;
  histogram.forEach((count, level) => {
    sum += count * level;
    squares += count * level * level;
  });
  const mean = sum / pixels;
  return {
    mean,
    contrast: Math.sqrt(variance(sum, squares, pixels)),
    sharpness: variance(laplacian.sum, laplacian.squares, pixels),
    clippedShare: (histogram[0] + histogram[255]) / pixels,
    histogram: Array.from(histogram),
  };
}

/** Population variance from exact integer sums; the difference is taken before the division so that nothing cancels. */
function variance(sum: number, squares: number, count: number): number {
  return Math.max(0, (squares - (sum / count) * sum) / count);
}
