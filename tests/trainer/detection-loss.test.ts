import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGraph, gradients, onnxModel } from '../../electron/trainer/graph/index.ts';
import { detectionLoss } from '../../electron/trainer/loss/index.ts';
import { decodeHead } from '../../electron/trainer/network/decode.ts';
import { seededRandom } from '../../shared/domain/random.ts';
import { detectionLossOracle, type HeadOutput, randomHead } from './support/loss-oracle.ts';
import { randomBatch } from './support/random-batch.ts';
import { type Tensor, tensor } from './support/tensor.ts';

const shape = { batch: 2, heightPx: 96, widthPx: 128 };
const classCount = 3;
const names = [0, 1, 2].flatMap((level) => [`sides${level}`, `classes${level}`]);

/** Loss and its gradient from the head's outputs on. */
function lossModel(): Uint8Array {
  const graph = createGraph();
  const head = [8, 16, 32].map((stride, level) => {
    const map = [shape.heightPx / stride, shape.widthPx / stride];
    return {
      sides: graph.input(`sides${level}`, 'float32', [shape.batch, 64, ...map]),
      classes: graph.input(`classes${level}`, 'float32', [shape.batch, classCount, ...map]),
    };
  });
  const boxes = graph.input('boxes', 'float32', [shape.batch, 'M', 4]);
  const classes = graph.input('classes', 'float32', [shape.batch, 'M', classCount]);
  const { items, total } = detectionLoss(graph, decodeHead(graph, head, shape), boxes, classes);
  const found = gradients(
    graph,
    total,
    head.flatMap((level) => [level.sides, level.classes]),
  );
  const outputs = Object.fromEntries(names.map((name, index) => [`gradient of ${name}`, found[index]!]));
  return onnxModel(graph, { items, ...outputs }, { name: 'loss' });
}

type Case = {
  readonly sideSpread?: number;
  readonly drawClass?: (random: () => number) => number;
  readonly boxes: Tensor;
  readonly classes: Tensor;
};

const size = { classCount, inputChannels: 1 } as const;
const labelled = (boxCounts: readonly number[], seed = 1) => {
  const { boxes, classes } = randomBatch(size, shape, { boxCounts, seed });
  return { boxes, classes };
};
/** The same boxes in both images, all of class 1. */
function exactly(...boxes: readonly (readonly number[])[]): Pick<Case, 'boxes' | 'classes'> {
  return {
    boxes: tensor([2, boxes.length, 4], [...boxes, ...boxes].flat()),
    classes: tensor([2, boxes.length, classCount], Array.from({ length: 2 * boxes.length }, () => [0, 1, 0]).flat()),
  };
}

const cases: Readonly<Record<string, Case>> = {
  'a few boxes': labelled([3, 5]),
  'an image without boxes': labelled([0, 2]),
  'no box in the whole batch': labelled([0, 0]),
  'class scores as at the start of a training': { ...labelled([4, 4], 2), drawClass: (random) => -9 + random() },
  'confident distributions': { ...labelled([4, 4], 3), sideSpread: 40 },
  'a crowd of 60 boxes': labelled([60, 60], 4),
  'boxes of 1 to 4 pixels': exactly([60, 40, 61, 41], [18, 18, 22, 22], [3, 3, 5, 7]),
  'a box over the whole image': exactly([0, 0, 128, 96]),
  'one object labelled twice': exactly([20, 20, 60, 70], [20, 20, 60, 70]),
};

describe('the loss in the graph', () => {
  let session: InferenceSession;
  beforeAll(async () => {
    session = await InferenceSession.create(lossModel(), { logSeverityLevel: 3 });
  });

  function headOf({ sideSpread = 3, drawClass = (random) => 6 * random() - 4 }: Omit<Case, 'boxes' | 'classes'>) {
    const random = seededRandom(17);
    return randomHead(
      { ...shape, classCount },
      () => sideSpread * (random() - 0.5),
      () => drawClass(random),
    );
  }

  async function runGraph(head: readonly HeadOutput[], boxes: Tensor, classes: Tensor) {
    const feed = (t: Tensor) => new RuntimeTensor('float32', Float32Array.from(t.data), [...t.shape]);
    const heads = head.flatMap((level, index) => [
      [`sides${index}`, feed(level.sides)],
      [`classes${index}`, feed(level.classes)],
    ]);
    const outputs = await session.run({ ...Object.fromEntries(heads), boxes: feed(boxes), classes: feed(classes) });
    return (name: string) => outputs[name]!.data as Float32Array;
  }

  test.each(Object.entries(cases))('equals the same loss written as loops, for %s', async (_, one) => {
    const head = headOf(one);
    const output = await runGraph(head, one.boxes, one.classes);
    const oracle = detectionLossOracle(head, one.boxes, one.classes);
    oracle.items.forEach((item, index) => {
      expect(Math.abs(output('items')[index]! - item)).toBeLessThanOrEqual(5e-6 * Math.abs(item) + 1e-12);
    });
    for (const part of ['sides', 'classes'] as const) {
      const found = [0, 1, 2].flatMap((level) => [...output(`gradient of ${part}${level}`)]);
      const expected = oracle.gradient.flatMap((level) => [...level[part]]);
      const error = Math.hypot(...found.map((value, index) => value - expected[index]!));
      expect(error).toBeLessThanOrEqual(1e-5 * Math.hypot(...expected));
    }
  });

  test('rows of zeros change nothing, however many', async () => {
    const few = randomBatch(size, shape, { boxCounts: [3, 5], seed: 1 });
    const many = randomBatch(size, shape, { boxCounts: [3, 5], rows: 40, seed: 1 });
    const head = headOf({});
    const [one, other] = [await runGraph(head, few.boxes, few.classes), await runGraph(head, many.boxes, many.classes)];
    for (const name of ['items', ...names.map((n) => `gradient of ${n}`)]) expect(other(name)).toEqual(one(name));
  });

  test.each([
    ['class logits of -100 to 100', { drawClass: (random: () => number) => 200 * random() - 100 }],
    ['distribution logits in the thousands', { sideSpread: 6000 }],
  ])('stays finite for %s', async (_, extreme) => {
    const { boxes, classes } = labelled([6, 9], 5);
    const output = await runGraph(headOf(extreme), boxes, classes);
    for (const name of ['items', ...names.map((n) => `gradient of ${n}`)]) {
      expect(output(name).every((value) => Number.isFinite(value))).toBe(true);
    }
  });
});
