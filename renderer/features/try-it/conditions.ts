import type { TriedPicture } from '../../../shared/contract/models.ts';

export type Condition = { readonly words: string; readonly holds: boolean; readonly value: string };

/** What PRESENT needs, each with whether it holds; `className`: what is looked for. */
export function conditionsOf(
  { score, threshold, verdict, reason, detections }: TriedPicture,
  className: string,
): Condition[] {
  const isFound = detections.length > 0;
  const isSure = score > threshold;
  return [
    {
      words: `A ${className} is found`,
      holds: isFound,
      value: isFound ? `${detections.length} ${detections.length === 1 ? 'box' : 'boxes'}` : 'none',
    },
    { words: `Its score is above ${threshold.toFixed(3)}`, holds: isSure, value: score.toFixed(3) },
    ...(isFound && isSure && verdict !== 'PRESENT'
      ? [{ words: 'It lies where it belongs', holds: false, value: reason ?? '' }]
      : []),
  ];
}
