import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import {
  anchorCount,
  buildEvaluationGraph,
  buildInferenceModel,
  graphNames,
  initialState,
  type ModelMetadata,
  type NetworkConfig,
} from '../../electron/trainer/network/index.ts';
import { decodeModel } from '../../shared/formats/onnx/index.ts';
import { livelyState } from './support/lively-state.ts';
import { randomBatch } from './support/random-batch.ts';

const config: NetworkConfig = { width: 0.125, depth: 0.33, classCount: 2, inputChannels: 1 };
const size = { heightPx: 128, widthPx: 160 };
const anchors = anchorCount(size);
const state = livelyState(config, 21);
const metadata: ModelMetadata = {
  classNames: ['plug', "driller's mate"],
  description: 'Plug detector',
  author: 'Plant 4',
  license: 'Apache-2.0',
  version: '3',
  plugsight: { preparation: { width: 306, height: 256 }, dataset: 'abc' },
};

const quiet = { logSeverityLevel: 3 } as const;
const images = randomBatch(config, { batch: 2, ...size }, { boxCounts: [0, 0], seed: 8 }).images;
const pixels = Float32Array.from(images.data);
const vector = (values: Float32Array) => new Tensor('float32', values, [values.length]);

describe('the exported model', () => {
  test('gives the boxes and scores of the weights it was made from, unfolded', async () => {
    const unfolded = await InferenceSession.create(
      buildEvaluationGraph(config, { batch: 2, ...size }, { withLoss: false }),
      quiet,
    );
    const reference = await unfolded.run({
      [graphNames.images]: new Tensor('float32', pixels, [2, 1, size.heightPx, size.widthPx]),
      [graphNames.decayed]: vector(state.decayed),
      [graphNames.undecayed]: vector(state.undecayed),
      [graphNames.statistics]: vector(state.statistics),
    });
    const boxes = reference[graphNames.predictedBoxes]!.data as Float32Array;
    const scores = reference[graphNames.predictedScores]!.data as Float32Array;
    // A network that says the same of everything would prove nothing.
    expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(0.1);

    const exported = await InferenceSession.create(buildInferenceModel(config, size, state, metadata), quiet);
    const plane = size.heightPx * size.widthPx;
    for (const n of [0, 1]) {
      const image = new Tensor('float32', pixels.subarray(n * plane, (n + 1) * plane), [
        1,
        1,
        size.heightPx,
        size.widthPx,
      ]);
      const { output0 } = await exported.run({ images: image });
      expect(output0!.dims).toEqual([1, 4 + config.classCount, anchors]);
      const output = output0!.data as Float32Array;
      for (let anchor = 0; anchor < anchors; anchor++) {
        const [x, y, width, height] = [0, 1, 2, 3].map((row) => output[row * anchors + anchor]!) as [
          number,
          number,
          number,
          number,
        ];
        const corners = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
        corners.forEach((corner, side) => {
          expect(Math.abs(corner - boxes[(n * 4 + side) * anchors + anchor]!)).toBeLessThan(0.02);
        });
        for (let k = 0; k < config.classCount; k++) {
          const score = output[(4 + k) * anchors + anchor]!;
          expect(Math.abs(score - scores[(n * config.classCount + k) * anchors + anchor]!)).toBeLessThan(1e-4);
        }
      }
    }
  });

  test("says what it is in the form of the family's exports", () => {
    const model = decodeModel(buildInferenceModel(config, size, state, metadata));
    if (!model.ok) throw new Error(model.problem.sentence);
    const entries = Object.fromEntries(model.value.metadataProps.map(({ key, value }) => [key, value]));
    expect(entries).toMatchObject({
      names: `{0: 'plug', 1: "driller's mate"}`,
      imgsz: '[128, 160]',
      stride: '32',
      task: 'detect',
      author: 'Plant 4',
      license: 'Apache-2.0',
      version: '3',
    });
    expect(JSON.parse(entries.plugsight!)).toEqual(metadata.plugsight);
  });

  test('uses standard operators only', () => {
    const model = decodeModel(buildInferenceModel(config, size, state, metadata));
    expect(model.ok && model.value.opsetImport).toEqual([{ domain: '', version: 17 }]);
  });

  test('is the same bytes again for the same weights, and other bytes for others', () => {
    const reordered = { dataset: 'abc', preparation: { height: 256, width: 306 } };
    const one = buildInferenceModel(config, size, state, metadata);
    const again = buildInferenceModel(config, size, livelyState(config, 21), { ...metadata, plugsight: reordered });
    const other = buildInferenceModel(config, size, livelyState(config, 22), metadata);
    expect(Buffer.compare(one, again)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  test.each([
    { ...config, classCount: 80, inputChannels: 3 as const, width: 0.25 },
    { ...config, classCount: 1, depth: 1 },
  ])('runs for $classCount classes, $inputChannels channels, width $width and depth $depth', async (other) => {
    const names = Array.from({ length: other.classCount }, (_, index) => `class ${index}`);
    const small = { heightPx: 64, widthPx: 32 };
    const bytes = buildInferenceModel(other, small, initialState(other, 1), { ...metadata, classNames: names });
    const session = await InferenceSession.create(bytes, quiet);
    const input = new Tensor('float32', new Float32Array(other.inputChannels * 64 * 32), [
      1,
      other.inputChannels,
      64,
      32,
    ]);
    const { output0 } = await session.run({ images: input });
    expect(output0!.dims).toEqual([1, 4 + other.classCount, anchorCount(small)]);
    expect((output0!.data as Float32Array).every((value) => Number.isFinite(value))).toBe(true);
  });
});
