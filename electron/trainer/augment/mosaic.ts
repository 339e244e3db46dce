import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Random } from '../../../shared/domain/random.ts';
import { type Affine, followedBy, inverse, scaling, translation } from './affine.ts';
import { type ClassedBox, moveBoxes } from './boxes.ts';
import { outsideGrey, warp } from './warp.ts';

export type LabelledImage = { readonly image: GreyImage; readonly boxes: readonly ClassedBox[] };

/**
 * Four pictures in one, after the family's mosaic: each at half to full scale with its inner corner at a common point, which lies in
 * the middle half of the canvas; what hangs over is cut off. The canvas has the size of the first picture.
 */
export function mosaic(
  parts: readonly [LabelledImage, LabelledImage, LabelledImage, LabelledImage],
  random: Random,
): LabelledImage {
  const { widthPx, heightPx } = parts[0].image;
  const canvas = new Uint8Array(widthPx * heightPx).fill(outsideGrey);
  const middleX = Math.round((0.25 + 0.5 * random()) * widthPx);
  const middleY = Math.round((0.25 + 0.5 * random()) * heightPx);
  const boxes: ClassedBox[] = [];
  parts.forEach((part, index) => {
    const scale = 0.5 + 0.5 * random();
    const quadrant = {
      left: index % 2 === 0 ? 0 : middleX,
      top: index < 2 ? 0 : middleY,
      widthPx: index % 2 === 0 ? middleX : widthPx - middleX,
      heightPx: index < 2 ? middleY : heightPx - middleY,
    };
    const inner = translation(
      index % 2 === 0 ? quadrant.widthPx - scale * part.image.widthPx : 0,
      index < 2 ? quadrant.heightPx - scale * part.image.heightPx : 0,
    );
    const transform: Affine = followedBy(scaling(scale, scale), inner);
    const warped = warp(part.image, inverse(transform), quadrant);
    for (let row = 0; row < quadrant.heightPx; row++) {
      const from = row * quadrant.widthPx;
      canvas.set(warped.data.subarray(from, from + quadrant.widthPx), (quadrant.top + row) * widthPx + quadrant.left);
    }
    for (const { classIndex, box } of moveBoxes(part.boxes, transform, quadrant)) {
      boxes.push({
        classIndex,
        box: {
          xMin: box.xMin + quadrant.left,
          yMin: box.yMin + quadrant.top,
          xMax: box.xMax + quadrant.left,
          yMax: box.yMax + quadrant.top,
        },
      });
    }
  });
  return { image: { widthPx, heightPx, data: canvas }, boxes };
}
