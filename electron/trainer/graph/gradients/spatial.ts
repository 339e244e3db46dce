import type { Graph } from '../graph.ts';
import { channelSums } from '../operators/composites.ts';
import type { Operators } from '../operators/index.ts';
import { fixedShape, sizeOf, type Value } from '../value.ts';
import type { MultipleRule, Rule } from './rule.ts';

type Sizes = readonly [number, number, number, number];

/** The formulations are the fastest of those measured on this runtime; each is exact. */
export const spatialRules: Readonly<Record<string, Rule>> = {
  Conv: (g, [x, kernel, bias], { graph, ops, operation }) => {
    const stride = (operation.attributes.strides as readonly number[])[0] as 1 | 2;
    const pointwise = fixedShape(kernel!)[2] === 1;
    return [
      pointwise ? pointwiseInputGradient(ops, g, kernel!, x!) : inputGradient(ops, g, kernel!, stride),
      pointwise ? pointwiseKernelGradient(ops, g, x!) : kernelGradient(graph, ops, g, x!, stride),
      bias === undefined ? undefined : ops.reshape(channelSums(ops, g), fixedShape(bias)),
    ];
  },

  BatchNorm: (g, [x, scale], { ops, operation }) => {
    // Ioffe and Szegedy 2015: with x^ = centred / sigma and n elements a channel,
    // dx = scale / sigma * (dy - sum(dy) / n - x^ * sum(dy x^) / n).
    const [batch, channels, height, width] = fixedShape(x!) as Sizes;
    const { centred, inverse } = operation.saved as { centred: Value; inverse: Value };
    const minusPerElement = -1 / (batch * height * width);
    const shiftGradient = channelSums(ops, g);
    const scaleGradient = ops.mul(channelSums(ops, ops.mul(g, centred)), inverse);
    const factor = ops.mul(ops.reshape(scale!, [1, channels, 1, 1]), inverse);
    const slope = ops.mul(ops.mul(factor, inverse), ops.mul(scaleGradient, minusPerElement));
    const constant = ops.mul(factor, ops.mul(shiftGradient, minusPerElement));
    return [
      ops.add(ops.mul(g, factor), ops.add(ops.mul(centred, slope), constant)),
      ops.reshape(scaleGradient, [channels]),
      ops.reshape(shiftGradient, [channels]),
    ];
  },

  /** `upsample2`: each element's gradient is the sum over its four copies. */
  Resize: (g, _, { ops }) => [ops.mul(ops.averagePool2(g), 4)],
};

export const multipleSpatialRules: Readonly<Record<string, MultipleRule>> = {
  MaxPool: ([g], [x], { ops, operation }) => {
    const length = sizeOf(fixedShape(x!));
    const flat = (value: Value) => ops.reshape(value, [length]);
    return [ops.reshape(ops.scatterAdd(length, flat(operation.outputs[1]!), flat(g!)), fixedShape(x!))];
  },
};

/** Convolution of the gradient with the kernel turned by 180 degrees and its channels exchanged; with stride 2 its transposed form. */
function inputGradient(ops: Operators, g: Value, kernel: Value, stride: 1 | 2): Value {
  if (stride === 2) return ops.convTranspose(g, kernel, 2);
  return ops.conv(g, ops.reverseLastTwo(ops.transpose(kernel, [1, 0, 2, 3])));
}

/**
 * The nine shifted copies of each input channel, made by a grouped convolution with one-hot kernels (faster than slices: it is threaded and
 * lays the copies out as the kernel wants them), times the gradient. An infinite input becomes NaN everywhere.
 */
function kernelGradient(graph: Graph, ops: Operators, g: Value, x: Value, stride: 1 | 2): Value {
  const [batch, inputs] = fixedShape(x) as Sizes;
  const [, outputs, height, width] = fixedShape(g) as Sizes;
  const oneHot = new Float32Array(inputs * 81);
  for (let row = 0; row < inputs * 9; row++) oneHot[row * 9 + (row % 9)] = 1;
  const shifted = ops.conv(x, graph.constant(oneHot, [9 * inputs, 1, 3, 3]), undefined, { stride, group: inputs });
  const columns = ops.reshape(shifted, [batch, 9 * inputs, height * width]);
  const products = ops.matMul(columns, ops.reshape(g, [batch, outputs, height * width]), { transposeB: true });
  const sum = ops.reshape(ops.reduceSum(products, [0]), [9 * inputs, outputs]);
  return ops.reshape(ops.transpose(sum, [1, 0]), [outputs, inputs, 3, 3]);
}

function pointwiseInputGradient(ops: Operators, g: Value, kernel: Value, x: Value): Value {
  const [batch, outputs, height, width] = fixedShape(g) as Sizes;
  const [, inputs] = fixedShape(kernel) as Sizes;
  const flat = ops.reshape(g, [batch, outputs, height * width]);
  const product = ops.matMul(ops.reshape(kernel, [outputs, inputs]), flat, { transposeA: true });
  return ops.reshape(product, fixedShape(x));
}

function pointwiseKernelGradient(ops: Operators, g: Value, x: Value): Value {
  const [batch, inputs] = fixedShape(x) as Sizes;
  const [, outputs, height, width] = fixedShape(g) as Sizes;
  const flat = (value: Value, channels: number) => ops.reshape(value, [batch, channels, height * width]);
  const products = ops.matMul(flat(g, outputs), flat(x, inputs), { transposeB: true });
  return ops.reshape(ops.reduceSum(products, [0]), [outputs, inputs, 1, 1]);
}
