import type { Detection } from '../domain/box.ts';
import type { EpisodeTruth, EvaluationImage, ImageDecision } from '../domain/evaluation.ts';
import { centreLiesIn, decideImage, type ImageRule, isInPlace } from '../domain/verdict.ts';

/**
 * What is true of an image and what the model says of it. Present: a label of the target class whose centre lies in the region of
 * interest and which, once a tolerance is taught, is in its place. A misplaced plug carries a box all the same: with a tolerance
 * taught it is absent, before it counts in neither rate. `detections` in the order of the tie rule.
 */
export function decideEvaluationImage(
  image: EvaluationImage,
  detections: readonly Detection[],
  rule: ImageRule,
): ImageDecision {
  const truth = truthOf(image, rule);
  const { score, verdict, reason } = decideImage(detections, rule);
  if (image.undecided !== undefined) return { truth, score, verdict: 'UNKNOWN', reason: image.undecided };
  return { truth, score, verdict, reason };
}

function truthOf(image: EvaluationImage, rule: ImageRule): EpisodeTruth {
  const { tolerance } = rule;
  const placed = image.truth.filter(
    (label) => label.classIndex === rule.targetClassIndex && centreLiesIn(label.box, rule.regionOfInterest),
  );
  if (placed.length === 0) return 'absent';
  if (tolerance === null) return image.misplaced === true ? 'misplaced-untaught' : 'present';
  return image.misplaced !== true && placed.some((label) => isInPlace(label.box, tolerance)) ? 'present' : 'absent';
}
