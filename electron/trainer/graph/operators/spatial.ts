import type { Graph } from '../graph.ts';
import { fixedShape, type Value } from '../value.ts';

/** The family's batch norm; PyTorch's default is 1e-5. */
export const normEpsilon = 1e-3;

export type ConvolutionOptions = { readonly stride?: 1 | 2; readonly group?: number };

/** Operators on feature maps [batch, channels, height, width]. */
export function spatial(graph: Graph) {
  return {
    /** Kernel [outputs, inputs / group, k, k], k 1 or 3, padded to keep the size (stride 1) or halve it (stride 2). */
    conv(x: Value, kernel: Value, bias?: Value, { stride = 1, group = 1 }: ConvolutionOptions = {}): Value {
      const [batch, , height, width] = fixedShape(x) as [number, number, number, number];
      const [outputs, , size] = fixedShape(kernel) as [number, number, number];
      const padding = (size - 1) / 2;
      const shape = [batch, outputs, Math.ceil(height / stride), Math.ceil(width / stride)];
      const attributes = {
        kernel_shape: [size, size],
        pads: [padding, padding, padding, padding],
        strides: [stride, stride],
        ...(group === 1 ? {} : { group }),
      };
      return graph.node('Conv', [x, kernel, bias], [{ elementType: 'float32', shape }], attributes)[0]!;
    },

    /** The transpose of `conv` with the same kernel, [inputs, outputs, k, k] as seen from here; stride 2 doubles the size. */
    convTranspose(x: Value, kernel: Value, stride: 1 | 2): Value {
      const [batch, , height, width] = fixedShape(x) as [number, number, number, number];
      const [, outputs, size] = fixedShape(kernel) as [number, number, number];
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

    averagePool2(x: Value): Value {
      const [batch, channels, height, width] = fixedShape(x) as [number, number, number, number];
      const output = { elementType: 'float32', shape: [batch, channels, height / 2, width / 2] } as const;
      return graph.node('AveragePool', [x], [output], { kernel_shape: [2, 2], strides: [2, 2] })[0]!;
    },

    /** Each element twice in both directions. */
    upsample2(x: Value): Value {
      const [batch, channels, height, width] = fixedShape(x) as [number, number, number, number];
      const output = { elementType: 'float32', shape: [batch, channels, height * 2, width * 2] } as const;
      return graph.node('Resize', [x, undefined, graph.constant([1, 1, 2, 2], [4])], [output], {
        mode: 'nearest',
        nearest_mode: 'floor',
        coordinate_transformation_mode: 'asymmetric',
      })[0]!;
    },

    /** Adds `rows` rows of zeros below each map. */
    padBelow(x: Value, rows: number): Value {
      const [batch, channels, height, width] = fixedShape(x) as [number, number, number, number];
      const output = { elementType: 'float32', shape: [batch, channels, height + rows, width] } as const;
      return graph.node('Pad', [x, graph.constant([0, 0, 0, 0, 0, 0, rows, 0], [8], 'int64')], [output])[0]!;
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
