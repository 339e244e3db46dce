import type { Graph } from '../graph.ts';
import { fixedShape, type Value } from '../value.ts';
import { shaping } from './shaping.ts';

type Sizes = readonly [number, number, number, number];

/** The family's batch norm; PyTorch's default is 1e-5. */
export const normEpsilon = 1e-3;

export type ConvolutionOptions = {
  readonly stride?: 1 | 2;
  readonly group?: number;
  /** One node, whatever the shapes: constant kernels take a faster path through the runtime. */
  readonly asOneNode?: boolean;
};

/** Operators on feature maps [batch, channels, height, width]. */
export function spatial(graph: Graph) {
  const { reshape, transpose, slice } = shaping(graph);

  function convNode(x: Value, kernel: Value, bias: Value | undefined, stride: number, group: number): Value {
    const [batch, , height, width] = fixedShape(x) as Sizes;
    const [outputs, , size] = fixedShape(kernel) as Sizes;
    const padding = (size - 1) / 2;
    const shape = [batch, outputs, Math.ceil(height / stride), Math.ceil(width / stride)];
    const attributes = {
      kernel_shape: [size, size],
      pads: [padding, padding, padding, padding],
      strides: [stride, stride],
      ...(group === 1 ? {} : { group }),
    };
    return graph.node('Conv', [x, kernel, bias], [{ elementType: 'float32', shape }], attributes)[0]!;
  }

  /** Adds `rows` rows of zeros below each map. */
  function padBelow(x: Value, rows: number): Value {
    const [batch, channels, height, width] = fixedShape(x) as Sizes;
    const output = { elementType: 'float32', shape: [batch, channels, height + rows, width] } as const;
    return graph.node('Pad', [x, graph.constant([0, 0, 0, 0, 0, 0, rows, 0], [8], 'int64')], [output])[0]!;
  }

  /** [N, C, H, W] -> [1, C, N (H + rows), W]: the images one below the other, each followed by `rows` rows of zeros. */
  function tallImage(x: Value, rows: number): Value {
    const [batch, channels, height, width] = fixedShape(x) as Sizes;
    return reshape(transpose(padBelow(x, rows), [1, 0, 2, 3]), [1, channels, batch * (height + rows), width]);
  }

  /** A 3x3 convolution of the images one below the other. The zeros between them are the padding of both neighbours. */
  function joinedConv(x: Value, kernel: Value, stride: 1 | 2): Value {
    const [batch, , height, width] = fixedShape(x) as Sizes;
    const [outputs] = fixedShape(kernel) as Sizes;
    const [rows, columns] = [height / stride, width / stride].map(Math.ceil) as [number, number];
    const tall = convNode(tallImage(x, stride), kernel, undefined, stride, 1);
    const images = reshape(tall, [outputs, batch, rows + 1, columns]);
    return transpose(slice(images, 2, 0, rows), [1, 0, 2, 3]);
  }

  return {
    padBelow,
    tallImage,

    /**
     * Kernel [outputs, inputs / group, k, k], k 1 or 3, padded to keep the size (stride 1) or halve it (stride 2). Where a map has fewer
     * cells than the kernel has outputs the runtime shares each image's small product among its threads and takes three times as long with two
     * threads as with one; there the images of the batch are joined.
     */
    conv(x: Value, kernel: Value, bias?: Value, options: ConvolutionOptions = {}): Value {
      const { stride = 1, group = 1, asOneNode = false } = options;
      const [batch, , height, width] = fixedShape(x) as Sizes;
      const [outputs, , size] = fixedShape(kernel) as Sizes;
      const hasFewCells = (height * width) / stride ** 2 < outputs;
      const isJoined = hasFewCells && size === 3 && group === 1 && batch > 1 && bias === undefined && !asOneNode;
      if (!isJoined) return convNode(x, kernel, bias, stride, group);
      return graph.composite('Conv', [x, kernel], () => ({ output: joinedConv(x, kernel, stride) }), {
        strides: [stride, stride],
      });
    },

    /** The transpose of `conv` with the same kernel, [inputs, outputs, k, k] as seen from here; stride 2 doubles the size. */
    convTranspose(x: Value, kernel: Value, stride: 1 | 2): Value {
      const [batch, , height, width] = fixedShape(x) as Sizes;
      const [, outputs, size] = fixedShape(kernel) as Sizes;
      const padding = (size - 1) / 2;
      const attributes = {
        kernel_shape: [size, size],
        pads: [padding, padding, padding, padding],
        strides: [stride, stride],
        output_padding: [stride - 1, stride - 1],
      };
      const shape = [batch, outputs, height * stride, width * stride];
      return graph.node('ConvTranspose', [x, kernel], [{ elementType: 'float32', shape }], attributes)[0]!;
    },

    /** Greatest of the 5x5 elements around each, and where it lies in the flattened input. */
    maxPool5(x: Value): Value {
      const attributes = { kernel_shape: [5, 5], pads: [2, 2, 2, 2] };
      return graph.node('MaxPool', [x], [x, { elementType: 'int64', shape: x.shape }], attributes)[0]!;
    },

    /** Batch norm with given statistics, each [channels]. */
    fixedNorm(x: Value, scale: Value, shift: Value, mean: Value, variance: Value): Value {
      return graph.node('BatchNormalization', [x, scale, shift, mean, variance], [x], { epsilon: normEpsilon })[0]!;
    },

    /** x scale + shift, each [channels]: the same operator, which does it in one pass where a product and a sum take two. */
    channelAffine(x: Value, scale: Value, shift: Value): Value {
      const channels = x.shape[1] as number;
      const zeros = graph.constant(new Float32Array(channels), [channels]);
      const ones = graph.constant(new Float32Array(channels).fill(1), [channels]);
      return graph.node('BatchNormalization', [x, scale, shift, zeros, ones], [x], { epsilon: 0 })[0]!;
    },

    averagePool2(x: Value): Value {
      const [batch, channels, height, width] = fixedShape(x) as Sizes;
      const output = { elementType: 'float32', shape: [batch, channels, height / 2, width / 2] } as const;
      return graph.node('AveragePool', [x], [output], { kernel_shape: [2, 2], strides: [2, 2] })[0]!;
    },

    /** Each element twice in both directions. */
    upsample2(x: Value): Value {
      const [batch, channels, height, width] = fixedShape(x) as Sizes;
      const output = { elementType: 'float32', shape: [batch, channels, height * 2, width * 2] } as const;
      return graph.node('Resize', [x, undefined, graph.constant([1, 1, 2, 2], [4])], [output], {
        mode: 'nearest',
        nearest_mode: 'floor',
        coordinate_transformation_mode: 'asymmetric',
      })[0]!;
    },

    /** A vector of `length` zeros to which each update is added at its index. */
    scatterAdd(length: number, indices: Value, updates: Value): Value {
      const zeros = graph.node(
        'ConstantOfShape',
        [graph.constant([length], [1], 'int64')],
        [{ elementType: 'float32', shape: [length] }],
      )[0]!;
      return graph.node('ScatterElements', [zeros, indices, updates], [zeros], { axis: 0, reduction: 'add' })[0]!;
    },
  };
}
