import type { MatchedImage, RankedSet } from './ranked-set.ts';

/**
 * How many blocks hold an error of the model at IoU 0.50: a label missed, or a false positive ranked above a true positive of its
 * class. One ranked below the last true positive moves no average precision, and at a confidence of 0.001 nearly every block
 * holds such a one. Both figures, mAP50 and mAP50-95, go by these errors: at 0.95 nearly every box is one.
 */
export function blocksWithErrors(set: RankedSet): number {
  const isWrong = new Uint8Array(set.blockKeys.length);
  for (const { labels, labelsPerBlock, truePositives, masks, blocks } of set.classes) {
    if (labels === 0) continue;
    const missed = Int32Array.from(labelsPerBlock);
    for (const place of truePositives[0]) missed[blocks[place]]--;
    for (let block = 0; block < missed.length; block++) if (missed[block] > 0) isWrong[block] = 1;
    const last = truePositives[0].at(-1) ?? 0;
    for (let place = 0; place < last; place++) if ((masks[place] & 1) === 0) isWrong[blocks[place]] = 1;
  }
  return isWrong.reduce((sum, wrong) => sum + wrong, 0);
}

export type RankedImages = { readonly images: readonly MatchedImage[]; readonly set: RankedSet };

/** In how many blocks the matches of two models over the same images differ: another label missed, or other such false positives. */
export function blocksThatDiffer(first: RankedImages, second: RankedImages): number {
  const firstErrors = errorsPerImage(first);
  const secondErrors = errorsPerImage(second);
  const differing = first.images.filter(({ imageId }) => firstErrors.get(imageId) !== secondErrors.get(imageId));
  return new Set(differing.map((image) => image.blockKey)).size;
}

/** Per image the missed labels and, per class, the number of false positives that rank above a true positive; equal texts, equal errors. */
function errorsPerImage({ images, set }: RankedImages): Map<string, string> {
  const last = new Map<number, number>();
  for (const { classIndex, truePositives, confidences } of set.classes) {
    const place = truePositives[0].at(-1);
    if (place !== undefined) last.set(classIndex, confidences[place]);
  }
  return new Map(
    images.map(({ imageId, labels, detections }) => {
      const missed = labels.flatMap((label, index) => ((label.matchedAt & 1) === 0 ? [index] : []));
      const wrong = detections
        .filter(
          ({ classIndex, confidence, matchedAt }) => (matchedAt & 1) === 0 && confidence >= (last.get(classIndex) ?? 2),
        )
        .map(({ classIndex }) => classIndex);
      return [imageId, `${missed.join()}/${wrong.sort().join()}`];
    }),
  );
}
