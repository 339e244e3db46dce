import type { Size } from '../../../shared/domain/size.ts';
import type { TrainingImage, TrainingJob } from '../../../shared/domain/training-job.ts';
import { networkInputSize } from '../../../shared/geometry/network-input.ts';
import { preparedSize } from '../../../shared/geometry/prepared-size.ts';

/** One input size for the whole run: holds every prepared picture of the job, for pictures of several sizes side by side the largest. */
export function jobNetworkSize(
  job: Pick<TrainingJob, 'preparation'> & { readonly images: readonly Pick<TrainingImage, 'sourceSize'>[] },
  imgsz: number | readonly [number, number],
): Size {
  const sizes = job.images.map((image) => networkInputSize(preparedSize(image.sourceSize, job.preparation), imgsz));
  return {
    widthPx: sizes.reduce((widest, { widthPx }) => Math.max(widest, widthPx), 32),
    heightPx: sizes.reduce((highest, { heightPx }) => Math.max(highest, heightPx), 32),
  };
}
