import type { Box, Detection } from './box.ts';
import type { PlacementTolerance, Verdict } from './evaluation.ts';
import type { DecisionRule } from './model-card.ts';

export const absentReasons = {
  nothingFound: 'nothing found',
  notAboveThreshold: 'score not above the threshold',
  misplaced: 'misplaced',
} as const;

export type ImageDecision = {
  readonly verdict: Exclude<Verdict, 'UNKNOWN'>;
  /** Null when PRESENT, else one of `absentReasons`. */
  readonly reason: string | null;
  /** Highest confidence of a box of the target class whose centre lies in the region of interest; 0 without one. */
  readonly score: number;
  /** The detection that gave the score. */
  readonly detection: Detection | null;
};

export type ImageRule = Pick<DecisionRule, 'targetClassIndex' | 'threshold' | 'regionOfInterest' | 'tolerance'>;

/**
 * The image-level decision on a picture that passed its input gate: PRESENT if and only if the score is above the threshold, both
 * as float32, and the box that gave it is within the taught tolerance. Boxes in source pixels. Of equal confidences the first counts.
 */
export function decideImage(detections: readonly Detection[], rule: ImageRule): ImageDecision {
  let best: Detection | null = null;
  for (const detection of detections) {
    if (detection.classIndex !== rule.targetClassIndex || !centreLiesIn(detection.box, rule.regionOfInterest)) continue;
    if (best === null || detection.confidence > best.confidence) best = detection;
  }
  const score = best?.confidence ?? 0;
  const reason = absentReason(best, rule);
  return { verdict: reason === null ? 'PRESENT' : 'ABSENT', reason, score, detection: best };
}

function absentReason(best: Detection | null, { threshold, tolerance }: ImageRule): string | null {
  if (best === null) return absentReasons.nothingFound;
  if (!isAboveThreshold(best.confidence, threshold)) return absentReasons.notAboveThreshold;
  return tolerance === null || isInPlace(best.box, tolerance) ? null : absentReasons.misplaced;
}

/** Strictly above, compared as the float32 the network computes in. */
export function isAboveThreshold(score: number, threshold: number): boolean {
  return Math.fround(score) > Math.fround(threshold);
}

/** Without a region every centre lies in it. */
export function centreLiesIn(box: Box, region: Box | null): boolean {
  if (region === null) return true;
  const x = (box.xMin + box.xMax) / 2;
  const y = (box.yMin + box.yMax) / 2;
  return x >= region.xMin && x <= region.xMax && y >= region.yMin && y <= region.yMax;
}

/** Centre and size differ from the taught box by at most the tolerance, in source pixels. */
export function isInPlace(
  box: Box,
  { taughtBox, centreXPx, centreYPx, widthPx, heightPx }: PlacementTolerance,
): boolean {
  const width = box.xMax - box.xMin - (taughtBox.xMax - taughtBox.xMin);
  const height = box.yMax - box.yMin - (taughtBox.yMax - taughtBox.yMin);
  const x = (box.xMin + box.xMax - taughtBox.xMin - taughtBox.xMax) / 2;
  const y = (box.yMin + box.yMax - taughtBox.yMin - taughtBox.yMax) / 2;
  return (
    Math.abs(x) <= centreXPx && Math.abs(y) <= centreYPx && Math.abs(width) <= widthPx && Math.abs(height) <= heightPx
  );
}
