import { type Graph, operators, type Value } from '../graph/index.ts';
import type { Predictions } from '../network/decode.ts';
import { assignTargets, type Targets } from './assignment.ts';
import { completeIou } from './box-loss.ts';
import { distributionLoss } from './distribution-loss.ts';

/** The family's weights of the three parts. */
export const lossGains = { box: 7.5, classes: 0.5, distribution: 1.5 } as const;

export type DetectionLoss = {
  /** [5]: box, class and distribution loss with their gains, sum of target scores (at least 1), positive anchors. */
  readonly items: Value;
  /** Batch size times the sum of the three, as published recipes minimise it; [1, 1, 1]. */
  readonly total: Value;
};

/**
 * The detector's loss: 1 - CIoU and the distribution loss of assigned anchors, weighted by their target score, and the binary
 * cross-entropy of all; each divided by the sum of target scores, or 1 where that is smaller (a batch without boxes).
 */
export function detectionLoss(graph: Graph, predictions: Predictions, boxes: Value, classes: Value): DetectionLoss {
  const ops = operators(graph);
  const [batch, , , anchorCount] = predictions.sideLogits.shape as readonly number[];
  const targets = heldTargets(graph, assignTargets(graph, predictions, boxes, classes));
  const scoreSum = graph.held(
    'held.score_sum',
    graph.withoutGradient(() => ops.max(ops.reduceSum(targets.weights, [0, 1, 2]), 1)),
  );
  const weights = graph.withoutGradient(() => ops.div(targets.weights, scoreSum));

  const apart = ops.sub(1, completeIou(graph, predictions.edges, targets.edges));
  const box = ops.mul(ops.reduceSum(ops.mul(apart, weights), [0, 1, 2]), lossGains.box);

  const crossEntropy = ops.binaryCrossEntropy(predictions.classLogits, targets.scores);
  const classLoss = ops.div(ops.mul(ops.reduceSum(crossEntropy, [0, 1, 2]), lossGains.classes), scoreSum);

  const sides = distributionLoss(graph, predictions, targets);
  const sideWeights = ops.reshape(ops.mul(weights, lossGains.distribution / 4), [batch!, 1, 1, anchorCount!]);
  const distribution = ops.reshape(ops.reduceSum(ops.mul(sides, sideWeights), [0, 1, 2, 3]), [1, 1, 1]);

  const items = [box, classLoss, distribution, scoreSum, targets.positives].map((item) => ops.reshape(item, [1]));
  return {
    items: ops.concat(items, 0),
    total: ops.mul(ops.add(ops.add(box, classLoss), distribution), batch!),
  };
}

function heldTargets(graph: Graph, { edges, scores, weights, positives }: Targets): Targets {
  const [left, top, right, bottom] = edges;
  return {
    edges: [
      graph.held('held.left', left),
      graph.held('held.top', top),
      graph.held('held.right', right),
      graph.held('held.bottom', bottom),
    ],
    scores: graph.held('held.scores', scores),
    weights: graph.held('held.weights', weights),
    positives,
  };
}
