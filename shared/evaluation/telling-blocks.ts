import type { MatchedImage, RankedSet } from './ranked-set.ts';

/** Which IoU thresholds a figure looks at, as a mask: mAP50 only the first, mAP50-95 all ten. */
export const figureMasks = { map50: 1, map5095: 1023 } as const;
export type Figure = keyof typeof figureMasks;

/**
 * What a model got wrong in each image, as far as the figure can see it: labels missed, and false positives at or above the
 * confidence of the last true positive of their class. One below that moves no average precision, and at a confidence of 0.001
 * nearly every image holds such a one. The text is '' without an error and equal for two models whose matches do not differ.
 */
function errorsPerImage(images: readonly MatchedImage[], set: RankedSet, figure: Figure): Map<string, string> {
  const lasts = new Map(
    set.classes
      .filter((ranked) => ranked.labels > 0)
      .map((ranked) => [
        ranked.classIndex,
        ranked.truePositives.map((places) => (places.length === 0 ? Infinity : ranked.confidences[places.at(-1)!])),
      ]),
  );
  const wanted = figureMasks[figure];
  return new Map(
    images.map((image) => {
      const missed = image.labels
        .map((label, index) => ({ index, mask: ~label.matchedAt & wanted }))
        .filter(({ mask }) => mask !== 0)
        .map(({ index, mask }) => `${index}:${mask}`);
      const wrong: string[] = [];
      for (const { classIndex, confidence, matchedAt } of image.detections) {
        const last = lasts.get(classIndex);
        let mask = ~matchedAt & wanted;
        if (last === undefined || mask === 0) continue;
        for (let threshold = 0; threshold < 10; threshold++)
          if (confidence < last[threshold]) mask &= ~(1 << threshold);
        if (mask !== 0) wrong.push(`${classIndex}:${mask}`);
      }
      return [image.imageId, missed.length + wrong.length === 0 ? '' : `${missed.join()}/${wrong.sort().join()}`];
    }),
  );
}

/** How many blocks hold an error of one model. */
export function blocksWithErrors(images: readonly MatchedImage[], set: RankedSet, figure: Figure): number {
  const errors = errorsPerImage(images, set, figure);
  return blocksWhere(images, (imageId) => errors.get(imageId) !== '');
}

/** In how many blocks the matches of two models over the same images differ. */
export function blocksThatDiffer(
  first: { readonly images: readonly MatchedImage[]; readonly set: RankedSet },
  second: { readonly images: readonly MatchedImage[]; readonly set: RankedSet },
  figure: Figure,
): number {
  const firstErrors = errorsPerImage(first.images, first.set, figure);
  const secondErrors = errorsPerImage(second.images, second.set, figure);
  return blocksWhere(first.images, (imageId) => firstErrors.get(imageId) !== secondErrors.get(imageId));
}

function blocksWhere(images: readonly MatchedImage[], holds: (imageId: string) => boolean): number {
  return new Set(images.filter((image) => holds(image.imageId)).map((image) => image.blockKey)).size;
}
