import { type MatchedImage, rankMatches } from '../../../shared/evaluation/ranked-set.ts';

/**
 * Precision and recall (means over the classes with labels) at the confidence where mean F1 is highest, IoU 0.5: what trainers of
 * this family print. Not an operating point of ours, which comes from the calibration role.
 */
export function bestF1(images: readonly MatchedImage[]): { readonly precision: number; readonly recall: number } {
  const classes = rankMatches(images).classes.filter(({ labels }) => labels > 0);
  const steps = classes
    .flatMap(({ confidences, masks }, which) =>
      Array.from(confidences, (confidence, place) => ({ confidence, which, isTrue: (masks[place]! & 1) === 1 })),
    )
    .sort((a, b) => b.confidence - a.confidence);
  const counts = classes.map(({ labels }) => ({ labels, found: 0, right: 0, precision: 0, recall: 0, f1: 0 }));
  let best = { f1: 0, precision: 0, recall: 0 };
  steps.forEach(({ confidence, which, isTrue }, index) => {
    const count = counts[which]!;
    count.found += 1;
    if (isTrue) count.right += 1;
    count.precision = count.right / count.found;
    count.recall = count.right / count.labels;
    count.f1 = (2 * count.right) / (count.found + count.labels);
    // A confidence that several detections share is one threshold.
    if (steps[index + 1]?.confidence === confidence) return;
    const f1 = mean(counts.map((each) => each.f1));
    if (f1 > best.f1) {
      best = {
        f1,
        precision: mean(counts.map((each) => each.precision)),
        recall: mean(counts.map((each) => each.recall)),
      };
    }
  });
  return { precision: best.precision, recall: best.recall };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
