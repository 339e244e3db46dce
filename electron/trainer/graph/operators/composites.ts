import type { Graph } from '../graph.ts';
import { fixedShape, type Value } from '../value.ts';
import { elementwise } from './elementwise.ts';
import { reductions } from './reductions.ts';
import { shaping } from './shaping.ts';
import { normEpsilon, spatial } from './spatial.ts';

/** Several nodes that are differentiated as one, because the rule for the whole is shorter or safer than those of its parts. */
export function composites(graph: Graph) {
  const ops = { ...elementwise(graph), ...shaping(graph), ...reductions(graph), ...spatial(graph) };

  return {
    /** x * sigmoid(x). The operator `Sigmoid` is only right to 1e-7 absolute; here that does no harm. */
    silu(x: Value): Value {
      return graph.composite('Silu', [x], () => {
        const gate = ops.sigmoid(x);
        return { output: ops.mul(x, gate), saved: { gate } };
      });
    },

    /**
     * Batch norm with the statistics of this batch, over all axes but the second; `mean` and (biased) `variance` are [channels]. Written from
     * reductions: in training mode the runtime's own operator writes over its mean and variance inputs.
     */
    batchNorm(x: Value, scale: Value, shift: Value) {
      const [batch, channels, height, width] = fixedShape(x) as [number, number, number, number];
      const saved = graph.withoutGradient(() => {
        const share = 1 / (batch * height * width);
        const mean = ops.mul(channelSums(ops, x), share);
        const centred = ops.sub(x, ops.reshape(mean, [1, channels, 1, 1]));
        const variance = ops.mul(channelSums(ops, ops.mul(centred, centred)), share);
        const inverse = ops.reciprocal(ops.sqrt(ops.add(variance, normEpsilon)));
        return { mean, variance, inverse, centred, factor: ops.mul(scale, inverse) };
      });
      const output = graph.composite('BatchNorm', [x, scale, shift], () => {
        return { output: ops.channelAffine(saved.centred, saved.factor, shift), saved };
      });
      return { output, mean: saved.mean, variance: saved.variance };
    },

    /**
     * Binary cross-entropy of logits against targets in 0..1, element by element: max(x, 0) - x t + log(1 + exp(-|x|)), which no logit
     * overflows. `targets` are constant for the gradient.
     */
    binaryCrossEntropy(logits: Value, targets: Value): Value {
      return graph.composite('BinaryCrossEntropy', [logits, targets], () => {
        const { probability, onePlus } = stableSigmoid(ops, logits);
        const linear = ops.sub(ops.relu(logits), ops.mul(logits, targets));
        return { output: ops.add(linear, ops.log(onePlus)), saved: { probability } };
      });
    },

    /** sigmoid(x) with full relative accuracy, by exp(-|x|); constant for every gradient. */
    probability(logits: Value): Value {
      return graph.withoutGradient(() => stableSigmoid(ops, logits).probability);
    },

    /** atan(width / height) for height > 0. Its gradient is h / (w^2 + h^2) and -w / (w^2 + h^2), without a division by h alone. */
    aspectAngle(width: Value, height: Value): Value {
      return graph.composite('AspectAngle', [width, height], () => {
        return { output: ops.atan(ops.div(width, height)) };
      });
    },
  };
}

/** Sums over batch, height and width: [N, C, H, W] -> [C]. Space first, then batch, which the runtime does fastest. */
export function channelSums(ops: ReturnType<typeof shaping> & ReturnType<typeof reductions>, x: Value): Value {
  const [, channels] = fixedShape(x) as [number, number];
  return ops.reshape(ops.reduceSum(ops.reduceSum(x, [2, 3]), [0]), [channels]);
}

function stableSigmoid(ops: ReturnType<typeof elementwise>, x: Value) {
  const small = ops.exp(ops.neg(ops.abs(x)));
  const onePlus = ops.add(small, 1);
  return { probability: ops.div(ops.where(ops.less(x, 0), small, 1), onePlus), onePlus };
}
