import { type Graph, operators, type Value } from '../graph/index.ts';

type Edges = readonly [Value, Value, Value, Value];

const epsilon = 1e-7;

/**
 * Complete IoU (Zheng et al. 2020) of predicted boxes with constant targets, element by element: IoU less the squared distance of the
 * centres over the squared diagonal of the enclosing box, less alpha v, where v = 4 / pi^2 (difference of the angles)^2 and alpha =
 * v / (v - IoU + 1) is held constant, as its authors do.
 */
export function completeIou(graph: Graph, predicted: Edges, target: Edges): Value {
  const ops = operators(graph);
  const [x1, y1, x2, y2] = predicted;
  const [tx1, ty1, tx2, ty2] = target;
  const square = (x: Value) => ops.mul(x, x);
  const [width, height] = [ops.sub(x2, x1), ops.sub(y2, y1)];
  const [targetWidth, targetHeight] = [ops.sub(tx2, tx1), ops.sub(ty2, ty1)];

  const intersection = ops.mul(
    ops.relu(ops.sub(ops.min(x2, tx2), ops.max(x1, tx1))),
    ops.relu(ops.sub(ops.min(y2, ty2), ops.max(y1, ty1))),
  );
  const areas = ops.add(ops.mul(width, height), ops.add(ops.mul(targetWidth, targetHeight), epsilon));
  const overlap = ops.div(intersection, ops.sub(areas, intersection));

  const diagonal = ops.add(
    ops.add(square(ops.sub(ops.max(x2, tx2), ops.min(x1, tx1))), square(ops.sub(ops.max(y2, ty2), ops.min(y1, ty1)))),
    epsilon,
  );
  const twiceApart = ops.add(
    square(ops.sub(ops.add(x1, x2), ops.add(tx1, tx2))),
    square(ops.sub(ops.add(y1, y2), ops.add(ty1, ty2))),
  );
  const distance = ops.div(ops.mul(twiceApart, 0.25), diagonal);

  const angle = (w: Value, h: Value) => ops.aspectAngle(w, ops.add(h, epsilon));
  const difference = ops.sub(angle(targetWidth, targetHeight), angle(width, height));
  const aspect = ops.mul(square(difference), 4 / Math.PI ** 2);
  const alpha = graph.held(
    'held.alpha',
    graph.withoutGradient(() => ops.div(aspect, ops.add(ops.sub(aspect, overlap), 1 + epsilon))),
  );
  return ops.sub(overlap, ops.add(distance, ops.mul(aspect, alpha)));
}
