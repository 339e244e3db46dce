import type { HelperResult } from '../../../../shared/contract/runs.ts';

/** What came of it: the figure with its n, what it is held against, and what that means for its use. */
export function helperSentence(
  {
    images,
    boxes,
    folds,
    map50,
    baselineMap50,
  }: Pick<HelperResult, 'images' | 'boxes' | 'folds' | 'map50' | 'baselineMap50'>,
  isBetter: boolean,
): string {
  const figure = `mAP50 ${map50.toFixed(3)} on ${images} labelled pictures with ${boxes} boxes, each predicted by one of ${folds} networks that had not seen it; the mean box alone reaches ${baselineMap50.toFixed(3)}.`;
  return isBetter
    ? `${figure} It may propose boxes; every one of them is for a person to accept.`
    : `${figure} It is no better than always answering the same box, so it is not offered. Label more pictures, then train it again.`;
}
