import fc from 'fast-check';
import type { ImageRows } from './evaluation-set.ts';

const corner = fc.integer({ min: 0, max: 12 });
const side = fc.integer({ min: 1, max: 10 });
const box = fc
  .tuple(corner, corner, side, side)
  .map(([x, y, width, height]) => [x, y, x + width, y + height] as [number, number, number, number]);
/** Few levels, so that many confidences are equal. */
const confidence = fc.integer({ min: 1, max: 8 }).map((level) => level / 8);
const classIndex = fc.integer({ min: 0, max: 1 });

/** Small sets on a coarse grid: boxes overlap, coincide and tie often. */
export const imageRows: fc.Arbitrary<ImageRows[]> = fc
  .array(
    fc.record({
      truth: fc.array(
        fc.tuple(classIndex, box).map(([index, corners]) => [index, ...corners] as ImageRows['truth'][number]),
        { maxLength: 4 },
      ),
      detections: fc.array(
        fc
          .tuple(classIndex, confidence, box)
          .map(([index, score, corners]) => [index, score, ...corners] as ImageRows['detections'][number]),
        { maxLength: 6 },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((images) => images.map((image, index) => ({ id: `image-${index}`, ...image })));
