import type { Size } from '../../../shared/domain/size.ts';
import type { TrainingJob } from '../../../shared/domain/training-job.ts';
import { smallestLearnedSidePx } from '../../../shared/geometry/model-pixels.ts';
import { boxTransform } from '../../../shared/geometry/transform.ts';

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
      if (Math.min(xMax - xMin, yMax - yMin) < smallestLearnedSidePx) small += 1;
    }
  }
  if (small === 0) return undefined;
  return `${small} of ${boxes} training boxes are less than ${smallestLearnedSidePx} pixels wide or high in the network's input of ${network.widthPx}x${network.heightPx} and are hardly learned; a larger train.imgsz, or a preparation that keeps more pixels, helps.`;
}
