import { type Graph, operators, type Value } from '../graph/index.ts';
import type { HeadLevel } from './forward.ts';
import { distributionBins, strides } from './modules.ts';
import type { NetworkInputShape } from './types.ts';

/** The points that boxes are measured from, the centres of the cells of the three levels: constants [1, 1, A], in network pixels. */
export type Anchors = { readonly x: Value; readonly y: Value; readonly stride: Value; readonly count: number };

/** The head's outputs over all A anchors. */
export type Predictions = {
  readonly anchors: Anchors;
  /** [N, K, A]. */
  readonly classLogits: Value;
  /** Logits of the distance from the anchor to each side (left, top, right, bottom), [N, 4, bins, A]. */
  readonly sideLogits: Value;
  /** log of the sum of their exponentials over the bins, [N, 4, 1, A]. */
  readonly sideLogSums: Value;
  /** Left, top, right and bottom edge in network pixels, [N, 1, A] each. */
  readonly edges: readonly [Value, Value, Value, Value];
};

export function anchorCount({ heightPx, widthPx }: Omit<NetworkInputShape, 'batch'>): number {
  return strides.reduce((sum, stride) => sum + (heightPx / stride) * (widthPx / stride), 0);
}

/** The distance to a side is the mean bin number under the softmax of its logits, in strides. */
export function decodeHead(graph: Graph, levels: readonly HeadLevel[], shape: NetworkInputShape): Predictions {
  const ops = operators(graph);
  const { batch } = shape;
  const anchors = anchorPoints(graph, shape);
  const cells = strides.map((stride) => (shape.heightPx / stride) * (shape.widthPx / stride));
  const flat = (part: (level: HeadLevel) => Value, channels: number) =>
    ops.concat(
      levels.map((level, index) => ops.reshape(part(level), [batch, channels, cells[index]!])),
      2,
    );
  const classCount = levels[0]!.classes.shape[1] as number;
  const classLogits = flat(({ classes }) => classes, classCount);
  const sideLogits = ops.reshape(
    flat(({ sides }) => sides, 4 * distributionBins),
    [batch, 4, distributionBins, anchors.count],
  );

  // Subtracting the greatest logit changes nothing but keeps the exponentials finite; so it is constant for the gradient, exactly.
  const greatest = graph.withoutGradient(() => ops.reduceMax(sideLogits, 2));
  const exponentials = ops.exp(ops.sub(sideLogits, greatest));
  const bins = Array.from({ length: distributionBins }, (_, bin) => bin);
  const onesAndBins = graph.constant([...bins.map(() => 1), ...bins], [2, distributionBins]);
  const [sum, weightedSum] = ops.split(ops.matMul(onesAndBins, exponentials), [1, 1], 2) as [Value, Value];
  const distances = ops.reshape(ops.div(weightedSum, sum), [batch, 4, anchors.count]);
  const [left, top, right, bottom] = ops.split(ops.mul(distances, anchors.stride), [1, 1, 1, 1], 1) as [
    Value,
    Value,
    Value,
    Value,
  ];
  return {
    anchors,
    classLogits,
    sideLogits,
    sideLogSums: ops.add(ops.log(sum), greatest),
    edges: [ops.sub(anchors.x, left), ops.sub(anchors.y, top), ops.add(anchors.x, right), ops.add(anchors.y, bottom)],
  };
}

function anchorPoints(graph: Graph, shape: NetworkInputShape): Anchors {
  const x: number[] = [];
  const y: number[] = [];
  const stridePx: number[] = [];
  for (const stride of strides) {
    for (let row = 0; row < shape.heightPx / stride; row++) {
      for (let column = 0; column < shape.widthPx / stride; column++) {
        x.push((column + 0.5) * stride);
        y.push((row + 0.5) * stride);
        stridePx.push(stride);
      }
    }
  }
  const constant = (values: readonly number[]) => graph.constant(values, [1, 1, values.length]);
  return { x: constant(x), y: constant(y), stride: constant(stridePx), count: x.length };
}
