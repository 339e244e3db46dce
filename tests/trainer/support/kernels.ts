import type { NodeAttributes } from './interpreter.ts';
import { around, broadcastIndices, broadcastShapes, size, stridesOf, type Tensor, walk } from './tensor.ts';

type Kernel = (inputs: readonly Tensor[], attributes: NodeAttributes) => readonly Tensor[];
type Four = [number, number, number, number];

function mapped(...functions: readonly ((...operands: number[]) => number)[]): Kernel {
  return (inputs) => {
    const shape = broadcastShapes(...inputs.map((input) => input.shape));
    const indices = inputs.map((input) => broadcastIndices(input.shape, shape));
    return functions.map((f) => {
      const data = new Float64Array(size(shape));
      for (let i = 0; i < data.length; i++)
        data[i] = f(...inputs.map((input, which) => input.data[indices[which]![i]!]!));
      return { shape, data };
    });
  };
}

function reduction(start: number, combine: (a: number, b: number) => number): Kernel {
  return ([x, axesInput], attributes) => {
    const axes = axesInput === undefined ? attributes.numbers('axes', []) : [...axesInput.data];
    const shape = x!.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    const data = new Float64Array(size(shape)).fill(start);
    const target = broadcastIndices(shape, x!.shape);
    for (let i = 0; i < x!.data.length; i++) data[target[i]!] = combine(data[target[i]!]!, x!.data[i]!);
    return [{ shape, data }];
  };
}

/** Picks elements of `x` by index. */
function picked(x: Tensor, shape: readonly number[], indices: Int32Array): Tensor {
  return { shape, data: Float64Array.from(indices, (index) => x.data[index]!) };
}

function matMul(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [rows, inner, columns] = [
    transposeA ? aColumns : aRows,
    transposeA ? aRows : aColumns,
    transposeB ? bRows : bColumns,
  ];
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const aBatch = broadcastIndices(a.shape.slice(0, -2), batch);
  const bBatch = broadcastIndices(b.shape.slice(0, -2), batch);
  const data = new Float64Array(size(batch) * rows * columns);
  for (let n = 0; n < size(batch); n++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          const left = aBatch[n]! * aRows * aColumns + (transposeA ? k * aColumns + i : i * aColumns + k);
          const right = bBatch[n]! * bRows * bColumns + (transposeB ? j * bColumns + k : k * bColumns + j);
          sum += a.data[left]! * b.data[right]!;
        }
        data[(n * rows + i) * columns + j] = sum;
      }
  return { shape: [...batch, rows, columns], data };
}

/** Calls `visit` with the flat indices of every (input, kernel, output) element that a convolution connects. */
function connections(
  inputShape: Four,
  outputShape: Four,
  kernelShape: Four,
  { stride, padding, group }: { stride: number; padding: number; group: number },
  visit: (input: number, kernel: number, output: number) => void,
): void {
  const [batch, inputs, height, width] = inputShape;
  const [, outputs, outHeight, outWidth] = outputShape;
  const [, , k] = kernelShape;
  const [perGroup, outputsPerGroup] = [inputs / group, outputs / group];
  for (let n = 0; n < batch; n++)
    for (let o = 0; o < outputs; o++)
      for (let c = 0; c < perGroup; c++) {
        const channel = Math.floor(o / outputsPerGroup) * perGroup + c;
        for (let i = 0; i < k; i++)
          for (let j = 0; j < k; j++) {
            const weight = ((o * perGroup + c) * k + i) * k + j;
            for (let y = 0; y < outHeight; y++) {
              const row = y * stride + i - padding;
              if (row < 0 || row >= height) continue;
              for (let x = 0; x < outWidth; x++) {
                const column = x * stride + j - padding;
                if (column < 0 || column >= width) continue;
                visit(
                  ((n * inputs + channel) * height + row) * width + column,
                  weight,
                  ((n * outputs + o) * outHeight + y) * outWidth + x,
                );
              }
            }
          }
      }
}

function pooled(
  x: Tensor,
  kernel: number,
  stride: number,
  padding: number,
  visit: (output: number, input: number) => void,
): number[] {
  const [batch, channels, height, width] = x.shape as Four;
  const outHeight = Math.floor((height + 2 * padding - kernel) / stride) + 1;
  const outWidth = Math.floor((width + 2 * padding - kernel) / stride) + 1;
  let output = 0;
  for (let plane = 0; plane < batch * channels; plane++)
    for (let y = 0; y < outHeight; y++)
      for (let column = 0; column < outWidth; column++, output++)
        for (let i = 0; i < kernel; i++)
          for (let j = 0; j < kernel; j++) {
            const [row, at] = [y * stride + i - padding, column * stride + j - padding];
            if (row >= 0 && row < height && at >= 0 && at < width) visit(output, (plane * height + row) * width + at);
          }
  return [batch, channels, outHeight, outWidth];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Operators of opset 17 (and the runtime's FusedMatMul) as far as our graphs use them. */
export const kernels: Readonly<Record<string, Kernel>> = {
  Identity: ([x]) => [x!],
  Cast: ([x]) => [x!],
  Neg: mapped((x) => -x!),
  Exp: mapped((x) => Math.exp(x!)),
  Log: mapped((x) => Math.log(x!)),
  Abs: mapped((x) => Math.abs(x!)),
  Sqrt: mapped((x) => Math.sqrt(x!)),
  Reciprocal: mapped((x) => 1 / x!),
  Sigmoid: mapped((x) => sigmoid(x!)),
  QuickGelu: mapped((x) => x! * sigmoid(x!)),
  Relu: mapped((x) => Math.max(x!, 0)),
  Atan: mapped((x) => Math.atan(x!)),
  Add: mapped((a, b) => a! + b!),
  Sub: mapped((a, b) => a! - b!),
  Mul: mapped((a, b) => a! * b!),
  Div: mapped((a, b) => a! / b!),
  Min: mapped((a, b) => Math.min(a!, b!)),
  Max: mapped((a, b) => Math.max(a!, b!)),
  Less: mapped((a, b) => Number(a! < b!)),
  Greater: mapped((a, b) => Number(a! > b!)),
  GreaterOrEqual: mapped((a, b) => Number(a! >= b!)),
  Equal: mapped((a, b) => Number(a! === b!)),
  And: mapped((a, b) => Number(a! !== 0 && b! !== 0)),
  Where: mapped((condition, yes, no) => (condition! !== 0 ? yes! : no!)),
  ReduceSum: reduction(0, (a, b) => a + b),
  ReduceMax: reduction(Number.NEGATIVE_INFINITY, Math.max),

  BatchNormalization: ([x, scale, shift, mean, variance], attributes) => {
    const channel = (t: Tensor) => ({ shape: [t.data.length, 1, 1], data: t.data });
    const epsilon = attributes.number('epsilon', 1e-5);
    return mapped((value, s, b, m, v) => ((value! - m!) / Math.sqrt(v! + epsilon)) * s! + b!)(
      [x!, channel(scale!), channel(shift!), channel(mean!), channel(variance!)],
      attributes,
    );
  },

  Reshape: ([x, shape]) => [{ shape: [...shape!.data], data: x!.data }],
  Unsqueeze: ([x, axes]) => {
    const shape = [...x!.shape];
    for (const axis of axes!.data) shape.splice(axis, 0, 1);
    return [{ shape, data: x!.data }];
  },
  Expand: ([x, target]) => {
    const shape = broadcastShapes(x!.shape, [...target!.data]);
    return [picked(x!, shape, broadcastIndices(x!.shape, shape))];
  },
  Transpose: ([x], attributes) => {
    const permutation = attributes.numbers('perm', []);
    const own = stridesOf(x!.shape);
    const shape = permutation.map((axis) => x!.shape[axis]!);
    return [
      picked(
        x!,
        shape,
        walk(
          shape,
          permutation.map((axis) => own[axis]!),
        ),
      ),
    ];
  },
  Slice: ([x, starts, ends, axes, steps]) => {
    const own = stridesOf(x!.shape);
    const [shape, strides] = [[...x!.shape], [...own]];
    let start = 0;
    axes!.data.forEach((axis, index) => {
      const step = steps?.data[index] ?? 1;
      const length = x!.shape[axis]!;
      const bound = (at: number) => Math.min(Math.max(at < 0 ? at + length : at, step < 0 ? -1 : 0), length);
      const from = Math.min(bound(starts!.data[index]!), step < 0 ? length - 1 : length);
      shape[axis] = Math.max(0, Math.ceil((bound(ends!.data[index]!) - from) / step));
      strides[axis] = own[axis]! * step;
      start += from * own[axis]!;
    });
    return [picked(x!, shape, walk(shape, strides, start))];
  },
  Concat: (inputs, attributes) => {
    const axis = attributes.number('axis', 0);
    const [outer, , inner] = around(inputs[0]!.shape, axis);
    const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    const data = new Float64Array(outer * total * inner);
    let before = 0;
    for (const { shape, data: part } of inputs) {
      const run = shape[axis]! * inner;
      for (let o = 0; o < outer; o++) data.set(part.subarray(o * run, (o + 1) * run), o * total * inner + before);
      before += run;
    }
    return [{ shape: inputs[0]!.shape.with(axis, total), data }];
  },
  Split: ([x, sizes], attributes) => {
    const axis = attributes.number('axis', 0);
    const steps = stridesOf(x!.shape);
    let start = 0;
    return [...sizes!.data].map((length) => {
      const shape = x!.shape.with(axis, length);
      const part = picked(x!, shape, walk(shape, steps, start * steps[axis]!));
      start += length;
      return part;
    });
  },
  Shape: ([x]) => [{ shape: [x!.shape.length], data: Float64Array.from(x!.shape) }],
  Gather: ([x, index]) => [{ shape: [], data: Float64Array.of(x!.data[index!.data[0]!]!) }],
  Range: ([start, limit, step]) => {
    const length = Math.max(0, Math.ceil((limit!.data[0]! - start!.data[0]!) / step!.data[0]!));
    return [{ shape: [length], data: Float64Array.from({ length }, (_, i) => start!.data[0]! + i * step!.data[0]!) }];
  },

  /** Zeros after the end of each axis; padding before it is not used. */
  Pad: ([x, pads]) => {
    const rank = x!.shape.length;
    const shape = x!.shape.map((length, axis) => length + pads!.data[rank + axis]!);
    const data = new Float64Array(size(shape));
    const target = walk(x!.shape, stridesOf(shape));
    x!.data.forEach((value, index) => {
      data[target[index]!] = value;
    });
    return [{ shape, data }];
  },

  MatMul: ([a, b]) => [matMul(a!, b!, false, false)],
  FusedMatMul: ([a, b], attributes) => [
    matMul(a!, b!, attributes.number('transA', 0) === 1, attributes.number('transB', 0) === 1),
  ],

  TopK: ([x, count], attributes) => {
    const axis = attributes.number('axis', -1);
    const [outer, length, inner] = around(x!.shape, axis);
    const k = count!.data[0]!;
    const shape = x!.shape.with(axis, k);
    const [values, indices] = [new Float64Array(size(shape)), new Float64Array(size(shape))];
    for (let o = 0; o < outer; o++)
      for (let i = 0; i < inner; i++) {
        const line = Array.from({ length }, (_, j) => x!.data[(o * length + j) * inner + i]!);
        const order = line.map((_, j) => j).sort((a, b) => line[b]! - line[a]! || a - b);
        for (let rank = 0; rank < k; rank++) {
          values[(o * k + rank) * inner + i] = line[order[rank]!]!;
          indices[(o * k + rank) * inner + i] = order[rank]!;
        }
      }
    return [
      { shape, data: values },
      { shape, data: indices },
    ];
  },
  ArgMax: ([x], attributes) => {
    const axis = attributes.number('axis', 0);
    const [outer, length, inner] = around(x!.shape, axis);
    const data = new Float64Array(outer * inner);
    for (let o = 0; o < outer; o++)
      for (let i = 0; i < inner; i++)
        for (let j = 1; j < length; j++) {
          const at = (which: number) => x!.data[(o * length + which) * inner + i]!;
          if (at(j) > at(data[o * inner + i]!)) data[o * inner + i] = j;
        }
    return [{ shape: x!.shape.with(axis, 1), data }];
  },

  Conv: ([x, kernel, bias], attributes) => {
    const [batch, , height, width] = x!.shape as Four;
    const [outputs, , k] = kernel!.shape as Four;
    const [stride, padding] = [attributes.numbers('strides', [1])[0]!, attributes.numbers('pads', [0])[0]!];
    const shape: Four = [
      batch,
      outputs,
      Math.floor((height + 2 * padding - k) / stride) + 1,
      Math.floor((width + 2 * padding - k) / stride) + 1,
    ];
    const plane = shape[2] * shape[3];
    const data = Float64Array.from({ length: size(shape) }, (_, i) => bias?.data[Math.floor(i / plane) % outputs] ?? 0);
    const group = attributes.number('group', 1);
    connections(x!.shape as Four, shape, kernel!.shape as Four, { stride, padding, group }, (input, weight, output) => {
      data[output]! += x!.data[input]! * kernel!.data[weight]!;
    });
    return [{ shape, data }];
  },
  ConvTranspose: ([x, kernel], attributes) => {
    const [batch, , height, width] = x!.shape as Four;
    const [, outputs, k] = kernel!.shape as Four;
    const [stride, padding] = [attributes.numbers('strides', [1])[0]!, attributes.numbers('pads', [0])[0]!];
    const extra = attributes.numbers('output_padding', [0])[0]!;
    const grown = (length: number) => (length - 1) * stride - 2 * padding + k + extra;
    const shape: Four = [batch, outputs, grown(height), grown(width)];
    const data = new Float64Array(size(shape));
    // The convolution it transposes leads from this one's output to its input.
    connections(
      shape,
      x!.shape as Four,
      kernel!.shape as Four,
      { stride, padding, group: 1 },
      (output, weight, input) => {
        data[output]! += x!.data[input]! * kernel!.data[weight]!;
      },
    );
    return [{ shape, data }];
  },
  MaxPool: ([x], attributes) => {
    const [kernel, padding] = [attributes.numbers('kernel_shape', [1])[0]!, attributes.numbers('pads', [0])[0]!];
    const values: number[] = [];
    const indices: number[] = [];
    const shape = pooled(x!, kernel, attributes.numbers('strides', [1])[0]!, padding, (output, input) => {
      if (values[output] === undefined || x!.data[input]! > values[output]!) {
        values[output] = x!.data[input]!;
        indices[output] = input;
      }
    });
    return [
      { shape, data: Float64Array.from(values) },
      { shape, data: Float64Array.from(indices) },
    ];
  },
  AveragePool: ([x], attributes) => {
    const kernel = attributes.numbers('kernel_shape', [1])[0]!;
    const sums: number[] = [];
    const shape = pooled(x!, kernel, attributes.numbers('strides', [1])[0]!, 0, (output, input) => {
      sums[output] = (sums[output] ?? 0) + x!.data[input]! / kernel ** 2;
    });
    return [{ shape, data: Float64Array.from(sums) }];
  },
  Resize: ([x, , scales]) => {
    const factor = scales!.data[2]!;
    const [batch, channels, height, width] = x!.shape as Four;
    const shape = [batch, channels, height * factor, width * factor];
    const data = Float64Array.from({ length: size(shape) }, (_, i) => {
      const [plane, row, column] = [
        Math.floor(i / (height * width * factor ** 2)),
        Math.floor(i / (width * factor)) % (height * factor),
        i % (width * factor),
      ];
      return x!.data[(plane * height + Math.floor(row / factor)) * width + Math.floor(column / factor)]!;
    });
    return [{ shape, data }];
  },
  ConstantOfShape: ([shape]) => [{ shape: [...shape!.data], data: new Float64Array(size([...shape!.data])) }],
  ScatterElements: ([x, indices, updates]) => {
    const data = x!.data.slice();
    indices!.data.forEach((index, i) => {
      data[index]! += updates!.data[i]!;
    });
    return [{ shape: x!.shape, data }];
  },
};
