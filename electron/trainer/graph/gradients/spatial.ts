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
      bias === undefined ? undefined : channelSums(ops, g),
    ];
  },

  BatchNorm: (g, [x], { ops, operation }) => {
    // Ioffe and Szegedy 2015: with x^ = centred / sigma and n elements a channel,
    // dx = scale / sigma * (dy - sum(dy) / n - x^ * sum(dy x^) / n).
    const [batch, channels, height, width] = fixedShape(x!) as Sizes;
    const { centred, inverse, factor } = operation.saved as { centred: Value; inverse: Value; factor: Value };
    const shiftGradient = channelSums(ops, g);
    const scaleGradient = ops.mul(channelSums(ops, ops.mul(g, centred)), inverse);
    const minusShare = ops.mul(factor, -1 / (batch * height * width));
    const slope = ops.mul(ops.mul(minusShare, inverse), scaleGradient);
    const constant = ops.mul(minusShare, shiftGradient);
    const scaled = ops.mul(g, ops.reshape(factor, [1, channels, 1, 1]));
    return [ops.add(scaled, ops.channelAffine(centred, slope, constant)), scaleGradient, shiftGradient];
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

/** Up to this many cells of a map the images of a batch are joined for the kernel's gradient (measured; exact either way). */
const joinedUpTo = 350;

/**
 * The nine shifted copies of each input channel, made by a grouped convolution with one-hot kernels (faster than slices: it is threaded and
 * lays the copies out as the kernel wants them), times the gradient. An infinite input becomes NaN everywhere.
 */
function kernelGradient(graph: Graph, ops: Operators, g: Value, x: Value, stride: 1 | 2): Value {
  const [batch, inputs] = fixedShape(x) as Sizes;
  const [, outputs, height, width] = fixedShape(g) as Sizes;
  const oneHot = new Float32Array(inputs * 81);
  for (let row = 0; row < inputs * 9; row++) oneHot[row * 9 + (row % 9)] = 1;
  const kernel = graph.constant(oneHot, [9 * inputs, 1, 3, 3]);
  const shifted = (images: Value) => ops.conv(images, kernel, undefined, { stride, group: inputs });
  const asKernel = (product: Value) => ops.reshape(ops.transpose(product, [1, 0]), [outputs, inputs, 3, 3]);

  if (height * width <= joinedUpTo) {
    // Small maps make small products, and summing those over the batch costs more than they do. One tall image of all images, rows of
    // zeros between them, makes one large product.
    const columns = shifted(ops.tallImage(x, stride));
    const tall = ops.tallImage(g, 1);
    const cells = batch * (height + 1) * width;
    const product = ops.matMul(ops.reshape(columns, [9 * inputs, cells]), ops.reshape(tall, [outputs, cells]), {
      transposeB: true,
    });
    return asKernel(product);
  }
  const columns = ops.reshape(shifted(x), [batch, 9 * inputs, height * width]);
  const products = ops.matMul(columns, ops.reshape(g, [batch, outputs, height * width]), { transposeB: true });
  return asKernel(ops.reshape(ops.reduceSum(products, [0]), [9 * inputs, outputs]));
}

function pointwiseInputGradient(ops: Operators, g: Value, kernel: Value, x: Value): Value {
  const [batch, outputs, height, width] = fixedShape(g) as Sizes;
  const [, inputs] = fixedShape(kernel) as Sizes;
  const flat = ops.reshape(g, [batch, outputs, height * width]);
  const product = ops.matMul(ops.reshape(kernel, [outputs, inputs]), flat, { transposeA: true });
  return ops.reshape(product, fixedShape(x));
}

/** Up to this many cells of a map the same holds for 1x1 kernels (measured). */
const pointwiseJoinedUpTo = 100;

function pointwiseKernelGradient(ops: Operators, g: Value, x: Value): Value {
  const [batch, inputs] = fixedShape(x) as Sizes;
  const [, outputs, height, width] = fixedShape(g) as Sizes;
  const flat = (value: Value, channels: number) => ops.reshape(value, [batch, channels, height * width]);
  if (height * width <= pointwiseJoinedUpTo) {
    const joined = (value: Value, channels: number) =>
      ops.reshape(ops.transpose(flat(value, channels), [1, 0, 2]), [channels, batch * height * width]);
    const product = ops.matMul(joined(g, outputs), joined(x, inputs), { transposeB: true });
    return ops.reshape(product, [outputs, inputs, 1, 1]);
  }
  const products = ops.matMul(flat(g, outputs), flat(x, inputs), { transposeB: true });
  return ops.reshape(ops.reduceSum(products, [0]), [outputs, inputs, 1, 1]);
}
