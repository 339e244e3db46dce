import type { Candidates } from '../../../shared/domain/candidates.ts';

/**
 * Candidates of one picture of a batch from the evaluation graph's `predictedBoxes` [N, 4, A] (corners, network pixels) and
 * `predictedScores` [N, K, A]: every class of every anchor above the confidence, so a box may come once for each class.
 */
export function predictedCandidates(
  boxes: Float32Array,
  scores: Float32Array,
  picture: number,
  anchors: number,
  classCount: number,
  confidenceAbove: number,
): Candidates {
  const limit = Math.fround(confidenceAbove);
  const corners: number[] = [];
  const confidences: number[] = [];
  const classIndexes: number[] = [];
  const firstBox = picture * 4 * anchors;
  for (let classIndex = 0; classIndex < classCount; classIndex++) {
    const firstScore = (picture * classCount + classIndex) * anchors;
    for (let anchor = 0; anchor < anchors; anchor++) {
      const score = scores[firstScore + anchor]!;
      if (!(score > limit)) continue;
      const at = firstBox + anchor;
      corners.push(boxes[at]!, boxes[at + anchors]!, boxes[at + 2 * anchors]!, boxes[at + 3 * anchors]!);
      confidences.push(score);
      classIndexes.push(classIndex);
    }
  }
  return {
    count: confidences.length,
    boxes: Float32Array.from(corners),
    confidences: Float32Array.from(confidences),
    classIndexes: Int32Array.from(classIndexes),
  };
}
