import type { Size } from '../../../shared/domain/size.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { boxTransform } from '../../../shared/geometry/transform.ts';

/** Below the finest stride an object may contain no anchor's centre, and then it is never learned. */
export const smallestSidePx = 8;

/** A sentence about training boxes with a side under 8 network pixels; undefined when there are none. */
export function smallBoxesSentence(job: TrainingJob, network: Size): string | undefined {
  let boxes = 0;
  let small = 0;
  for (const image of job.images) {
    if (image.role !== 'train') continue;
    const { sourceToNetwork } = boxTransform(image.sourceSize, job.preparation, network);
    for (const { box } of image.boxes) {
      const { xMin, yMin, xMax, yMax } = sourceToNetwork(box);
      boxes += 1;
      if (Math.min(xMax - xMin, yMax - yMin) < smallestSidePx) small += 1;
    }
  }
  if (small === 0) return undefined;
  return `${small} of ${boxes} training boxes are less than ${smallestSidePx} pixels wide or high in the network's input of ${network.widthPx}x${network.heightPx} and are hardly learned; a larger train.imgsz, or a preparation that keeps more pixels, helps.`;
}
