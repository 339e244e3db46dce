import { type Graph, operators, type Value } from '../graph/index.ts';
import type { Predictions } from '../network/decode.ts';

/** How many anchors a box may have, and the powers of score and IoU in their alignment (Feng et al. 2021, as YOLOv8 sets them: 10, 0.5, 6). */
const candidatesPerBox = 10;
/**
 * Added to the greatest alignment of a box before dividing by it. 1e-9, as often published, is as large as IoU^6 at the start of a
 * training and takes most of their target score from small boxes.
 */
const alignmentEpsilon = 1e-16;
/** Alignments below this are none at all: zeros of anchors outside of the box, and of boxes that only fill up. */
const leastAlignment = 1e-30;

export type Targets = {
  /** Edges of the box each anchor is to predict, zeros for anchors without one, [N, 1, A] each. */
  readonly edges: readonly [Value, Value, Value, Value];
  /** 0..1, [N, K, A]. */
  readonly scores: Value;
  /** Their sum over the classes, [N, 1, A]. */
  readonly weights: Value;
  /** Number of anchors with a box, [1, 1, 1]. */
  readonly positives: Value;
};

/**
 * Task-aligned assignment. `boxes` [N, M, 4] and one-hot `classes` [N, M, K] are filled up with rows of zeros; M is free. An anchor is a
 * candidate of a box when its centre lies inside and its alignment sqrt(score) IoU^6 is among the box's ten greatest (exact ties come in
 * together); wanted by several boxes it goes to the one it overlaps most. Its target score is its alignment, scaled so that the box's best
 * anchor gets the box's best IoU. IoU rather than CIoU: both learn alike. Constant for every gradient.
 */
export function assignTargets(graph: Graph, predictions: Predictions, boxes: Value, classes: Value): Targets {
  return graph.withoutGradient(() => {
    const ops = operators(graph);
    const { anchors, edges } = predictions;
    const boxEdges = ops.split(boxes, [1, 1, 1, 1], 2) as [Value, Value, Value, Value];

    const inside = ops.greater(
      ops.min(
        ops.min(ops.sub(anchors.x, boxEdges[0]), ops.sub(anchors.y, boxEdges[1])),
        ops.min(ops.sub(boxEdges[2], anchors.x), ops.sub(boxEdges[3], anchors.y)),
      ),
      1e-9,
    );
    const overlap = intersectionOverUnion(graph, edges, boxEdges);
    const score = ops.matMul(classes, ops.probability(predictions.classLogits));
    const square = ops.mul(overlap, overlap);
    const sixth = ops.mul(ops.mul(square, square), square);
    const alignment = ops.where(inside, ops.mul(ops.sqrt(score), sixth), 0);

    const count = Math.min(candidatesPerBox, anchors.count);
    const last = ops.slice(ops.topValues(alignment, count, 2), 2, count - 1, count);
    const candidate = ops.greaterOrEqual(alignment, ops.max(last, leastAlignment));
    // ArgMax, not a comparison with the maximum: a box labelled twice must not count twice.
    const owner = ops.argMax(ops.where(candidate, overlap, -1), 1);
    const assigned = ops.toFloat(ops.and(candidate, ops.equal(ops.indexAlong(boxes, 1), owner)));

    const assignedAlignment = ops.mul(alignment, assigned);
    const greatest = ops.add(ops.reduceMax(assignedAlignment, 2), alignmentEpsilon);
    const bestOverlap = ops.reduceMax(ops.mul(overlap, assigned), 2);
    const normalised = ops.mul(assignedAlignment, ops.div(bestOverlap, greatest));

    const scores = ops.matMul(ops.transpose(classes, [0, 2, 1]), normalised);
    return {
      edges: ops.split(ops.matMul(ops.transpose(boxes, [0, 2, 1]), assigned), [1, 1, 1, 1], 1) as [
        Value,
        Value,
        Value,
        Value,
      ],
      scores,
      weights: ops.reduceSum(scores, [1]),
      positives: ops.reduceSum(assigned, [0, 1, 2]),
    };
  });
}

type Edges = readonly [Value, Value, Value, Value];

function intersectionOverUnion(graph: Graph, a: Edges, b: Edges): Value {
  const ops = operators(graph);
  const length = (low: Value, high: Value) => ops.sub(high, low);
  const area = (edges: Edges) => ops.mul(length(edges[0], edges[2]), length(edges[1], edges[3]));
  const width = ops.relu(ops.sub(ops.min(a[2], b[2]), ops.max(a[0], b[0])));
  const height = ops.relu(ops.sub(ops.min(a[3], b[3]), ops.max(a[1], b[1])));
  const intersection = ops.mul(width, height);
  return ops.div(intersection, ops.add(ops.sub(ops.add(area(a), area(b)), intersection), 1e-7));
}
