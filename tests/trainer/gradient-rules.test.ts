import { describe, expect, test } from 'vitest';
import {
  createGraph,
  differentiableKinds,
  gradients,
  type Operators,
  onnxModel,
  operators,
  type Value,
} from '../../electron/trainer/graph/index.ts';
import { type Random, seededRandom } from '../../shared/domain/random.ts';
import { interpret } from './support/interpreter.ts';
import { runOnRuntime } from './support/runtime.ts';
import { size, type Tensor } from './support/tensor.ts';

type Draw = (random: Random) => number;
const anywhere: Draw = (random) => 4 * random() - 2;
const positive: Draw = (random) => 0.3 + 2 * random();
/** At least 0.2 away from a kink at 0. */
const awayFromZero: Draw = (random) => (random() < 0.5 ? -1 : 1) * (0.2 + random());

type Case = {
  /** Kinds of operation whose rule this proves. */
  readonly proves: readonly string[];
  readonly inputs: readonly (readonly [shape: readonly number[], draw: Draw])[];
  /** Inputs that are constant for the gradient. */
  readonly fixed?: readonly number[];
  readonly build: (ops: Operators, inputs: readonly Value[]) => Value;
};

const cases: Readonly<Record<string, Case>> = {
  'a sum': {
    proves: ['Add'],
    inputs: [
      [[2, 3], anywhere],
      [[3], anywhere],
    ],
    build: (o, [a, b]) => o.add(a!, b!),
  },
  'a difference': {
    proves: ['Sub'],
    inputs: [
      [[2, 1], anywhere],
      [[2, 3], anywhere],
    ],
    build: (o, [a, b]) => o.sub(a!, b!),
  },
  'a product': {
    proves: ['Mul'],
    inputs: [
      [[2, 3, 2], anywhere],
      [[3, 1], anywhere],
    ],
    build: (o, [a, b]) => o.mul(a!, b!),
  },
  'a square': { proves: ['Mul'], inputs: [[[4], anywhere]], build: (o, [a]) => o.mul(a!, a!) },
  'a quotient': {
    proves: ['Div'],
    inputs: [
      [[2, 3], anywhere],
      [[3], positive],
    ],
    build: (o, [a, b]) => o.div(a!, b!),
  },
  'a minimum': {
    proves: ['Min'],
    inputs: [
      [[5], anywhere],
      [[5], anywhere],
    ],
    build: (o, [a, b]) => o.min(a!, b!),
  },
  'a maximum': {
    proves: ['Max'],
    inputs: [
      [[5], anywhere],
      [[1], anywhere],
    ],
    build: (o, [a, b]) => o.max(a!, b!),
  },
  'a choice': {
    proves: ['Where'],
    inputs: [
      [[6], anywhere],
      [[6], anywhere],
      [[1], anywhere],
    ],
    fixed: [0],
    build: (o, [a, b, c]) => o.where(o.less(a!, 0), b!, c!),
  },
  negation: { proves: ['Neg'], inputs: [[[4], anywhere]], build: (o, [a]) => o.neg(a!) },
  'the exponential': { proves: ['Exp'], inputs: [[[4], anywhere]], build: (o, [a]) => o.exp(a!) },
  'the logarithm': { proves: ['Log'], inputs: [[[4], positive]], build: (o, [a]) => o.log(a!) },
  'the magnitude': { proves: ['Abs'], inputs: [[[4], awayFromZero]], build: (o, [a]) => o.abs(a!) },
  'the root': { proves: ['Sqrt'], inputs: [[[4], positive]], build: (o, [a]) => o.sqrt(a!) },
  'the logistic function': { proves: ['Sigmoid'], inputs: [[[4], anywhere]], build: (o, [a]) => o.sigmoid(a!) },
  'the positive part': { proves: ['Relu'], inputs: [[[6], awayFromZero]], build: (o, [a]) => o.relu(a!) },
  'the arctangent': { proves: ['Atan'], inputs: [[[4], anywhere]], build: (o, [a]) => o.atan(a!) },
  SiLU: { proves: ['Silu'], inputs: [[[7], anywhere]], build: (o, [a]) => o.silu(a!) },
  'the angle of a box': {
    proves: ['AspectAngle'],
    inputs: [
      [[4], anywhere],
      [[4], positive],
    ],
    build: (o, [a, b]) => o.aspectAngle(a!, b!),
  },
  'binary cross-entropy': {
    proves: ['BinaryCrossEntropy'],
    inputs: [
      [[5], awayFromZero],
      [[5], anywhere],
    ],
    fixed: [1],
    build: (o, [a, b]) => o.binaryCrossEntropy(a!, o.probability(b!)),
  },
  'a new shape': { proves: ['Reshape'], inputs: [[[2, 3], anywhere]], build: (o, [a]) => o.reshape(a!, [3, 2]) },
  'exchanged axes': {
    proves: ['Transpose'],
    inputs: [[[2, 3, 4], anywhere]],
    build: (o, [a]) => o.transpose(a!, [2, 0, 1]),
  },
  'joining maps': {
    proves: ['Concat'],
    inputs: [
      [[2, 1, 2], anywhere],
      [[2, 3, 2], anywhere],
    ],
    build: (o, [a, b]) => o.concat([a!, b!], 1),
  },
  'a part of a split': {
    proves: ['Split'],
    inputs: [[[2, 5], anywhere]],
    build: (o, [a]) => o.split(a!, [2, 1, 2], 1)[2]!,
  },
  'repeated elements': { proves: ['Expand'], inputs: [[[1, 3], anywhere]], build: (o, [a]) => o.expand(a!, [4, 3]) },
  'sums over axes': {
    proves: ['ReduceSum'],
    inputs: [[[2, 3, 4], anywhere]],
    build: (o, [a]) => o.reduceSum(a!, [0, 2]),
  },
  'a matrix product': {
    proves: ['MatMul'],
    inputs: [
      [[2, 3], anywhere],
      [[4, 3, 2], anywhere],
    ],
    build: (o, [a, b]) => o.matMul(a!, b!),
  },
  'a 1x1 convolution': {
    proves: ['Conv'],
    inputs: [
      [[2, 3, 2, 3], anywhere],
      [[4, 3, 1, 1], anywhere],
      [[4], anywhere],
    ],
    build: (o, [x, w, b]) => o.conv(x!, w!, b!),
  },
  'a 1x1 convolution of a large map': {
    proves: ['Conv'],
    inputs: [
      [[2, 2, 10, 11], anywhere],
      [[1, 2, 1, 1], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!),
  },
  'a 3x3 convolution': {
    proves: ['Conv'],
    inputs: [
      [[2, 3, 4, 5], anywhere],
      [[2, 3, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!),
  },
  'a 3x3 convolution of a map of one row': {
    proves: ['Conv'],
    inputs: [
      [[2, 2, 1, 2], anywhere],
      [[3, 2, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!),
  },
  'a 3x3 convolution to more channels than cells, which joins the batch': {
    proves: ['Conv'],
    inputs: [
      [[3, 5, 2, 2], anywhere],
      [[6, 5, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!),
  },
  'the same with stride 2': {
    proves: ['Conv'],
    inputs: [
      [[3, 2, 4, 2], anywhere],
      [[3, 2, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!, undefined, { stride: 2 }),
  },
  'a 3x3 convolution of a large map': {
    proves: ['Conv'],
    inputs: [
      [[2, 1, 18, 20], anywhere],
      [[1, 1, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!),
  },
  'a 3x3 convolution of a large map with stride 2': {
    proves: ['Conv'],
    inputs: [
      [[1, 1, 38, 40], anywhere],
      [[1, 1, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!, undefined, { stride: 2 }),
  },
  'a 3x3 convolution with stride 2': {
    proves: ['Conv'],
    inputs: [
      [[2, 2, 4, 6], anywhere],
      [[3, 2, 3, 3], anywhere],
    ],
    build: (o, [x, w]) => o.conv(x!, w!, undefined, { stride: 2 }),
  },
  'batch norm': {
    proves: ['BatchNorm'],
    inputs: [
      [[3, 2, 2, 3], anywhere],
      [[2], positive],
      [[2], anywhere],
    ],
    build: (o, [x, scale, shift]) => o.batchNorm(x!, scale!, shift!).output,
  },
  'nearest upsampling': { proves: ['Resize'], inputs: [[[2, 2, 2, 3], anywhere]], build: (o, [x]) => o.upsample2(x!) },
  'the 5x5 maximum': { proves: ['MaxPool'], inputs: [[[1, 2, 6, 7], anywhere]], build: (o, [x]) => o.maxPool5(x!) },
};

/** The sum of what a case computes, weighted at random so that no symmetry hides an error, and its gradients. */
function caseModel({ inputs, build, fixed = [] }: Case) {
  const graph = createGraph();
  const ops = operators(graph);
  const random = seededRandom(5);
  const values = inputs.map(([shape], index) => graph.input(`x${index}`, 'float32', shape));
  const output = build(ops, values);
  const shape = output.shape as readonly number[];
  const weights = graph.constant(
    Array.from({ length: size(shape) }, () => anywhere(random)),
    shape,
  );
  const weighted = ops.mul(output, weights);
  const target = ops.reduceSum(
    weighted,
    shape.map((_, axis) => axis),
  );
  const differentiable = values.filter((_, index) => !fixed.includes(index));
  const found = gradients(graph, target, differentiable);
  const outputs = Object.fromEntries(
    differentiable.map((value, index) => [`gradient of ${value.name}`, found[index]!]),
  );
  return { bytes: onnxModel(graph, { target, ...outputs }, { name: 'case' }), differentiable };
}

function drawInputs({ inputs }: Case, seed: number): Record<string, Tensor> {
  const random = seededRandom(seed);
  return Object.fromEntries(
    inputs.map(([shape, draw], index) => {
      return [
        `x${index}`,
        { shape, data: Float64Array.from({ length: size(shape) }, () => Math.fround(draw(random))) },
      ];
    }),
  );
}

test('a convolution with joined images is the convolution', () => {
  const one: Case = {
    ...cases['the same with stride 2']!,
    build: (o, [x, w]) => {
      const options = { stride: 2 } as const;
      return o.sub(o.conv(x!, w!, undefined, options), o.conv(x!, w!, undefined, { ...options, asOneNode: true }));
    },
  };
  const { bytes } = caseModel(one);
  expect(interpret(bytes, drawInputs(one, 3)).get('target')!.data[0]).toBeCloseTo(0, 12);
});

describe('gradient rules', () => {
  test('every rule has its proof here', () => {
    expect([...new Set(Object.values(cases).flatMap(({ proves }) => proves))].sort()).toEqual(
      [...differentiableKinds].sort(),
    );
  });

  describe.each(Object.entries(cases))('%s', (_, one) => {
    const { bytes, differentiable } = caseModel(one);
    const inputs = drawInputs(one, 11);

    test('has the gradient that finite differences in double precision show', () => {
      const values = interpret(bytes, inputs);
      const step = 1e-5;
      for (const { name } of differentiable) {
        const gradient = values.get(`gradient of ${name}`)!;
        expect(gradient.shape).toEqual(inputs[name]!.shape);
        gradient.data.forEach((derivative, index) => {
          const [up, down] = [1, -1].map((sign) => {
            const moved = inputs[name]!.data.with(index, inputs[name]!.data[index]! + sign * step);
            const there = { ...inputs, [name]: { shape: inputs[name]!.shape, data: moved } };
            return interpret(bytes, there, { wanted: 'target' }).get('target')!;
          });
          const difference = (up!.data[0]! - down!.data[0]!) / (2 * step);
          expect(Math.abs(derivative - difference)).toBeLessThan(1e-7 * Math.max(1, Math.abs(difference)));
        });
      }
    });

    test('gives the same on the runtime in single precision', async () => {
      const reference = interpret(bytes, inputs);
      for (const [name, { data }] of await runOnRuntime(bytes, inputs)) {
        const expected = reference.get(name)!.data;
        data.forEach((value, index) => {
          expect(Math.abs(value - expected[index]!)).toBeLessThan(3e-5 * Math.max(1, Math.abs(expected[index]!)));
        });
      }
    });
  });
});
