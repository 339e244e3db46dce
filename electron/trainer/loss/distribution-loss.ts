import { type Graph, operators, type Value } from '../graph/index.ts';
import type { Predictions } from '../network/decode.ts';
import { distributionBins } from '../network/modules.ts';
import type { Targets } from './assignment.ts';

/** The farthest target bin: the last one would have no neighbour to share with. */
const farthest = distributionBins - 1 - 0.01;

/**
 * Distribution focal loss (Li et al. 2020): the cross-entropy of each side's distribution with the two bins around the true distance, the
 * nearer weighing more; [N, 4, 1, A]. The target is written as the hat max(0, 1 - |distance - bin|), which is the same.
 */
export function distributionLoss(graph: Graph, predictions: Predictions, targets: Targets): Value {
  const ops = operators(graph);
  const { anchors, sideLogits, sideLogSums } = predictions;
  const [batch] = sideLogits.shape as readonly number[];
  const hat = graph.withoutGradient(() => {
    const [left, top, right, bottom] = targets.edges;
    const sides = [
      ops.sub(anchors.x, left),
      ops.sub(anchors.y, top),
      ops.sub(right, anchors.x),
      ops.sub(bottom, anchors.y),
    ];
    const inBins = ops.min(ops.max(ops.div(ops.concat(sides, 1), anchors.stride), 0), farthest);
    const bins = graph.constant(
      Array.from({ length: distributionBins }, (_, bin) => bin),
      [1, 1, distributionBins, 1],
    );
    const distance = ops.reshape(inBins, [batch!, 4, 1, anchors.count]);
    return ops.relu(ops.sub(1, ops.abs(ops.sub(distance, bins))));
  });
  // A product with a row of ones is the runtime's fastest sum over an inner axis.
  const ones = graph.constant(new Float32Array(distributionBins).fill(1), [1, distributionBins]);
  return ops.sub(sideLogSums, ops.matMul(ones, ops.mul(hat, sideLogits)));
}
