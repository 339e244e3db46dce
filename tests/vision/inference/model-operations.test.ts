import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Picture, VisionClient } from '../../../electron/vision/index.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { encodeModel } from '../../../shared/formats/onnx/index.ts';
import { brightnessModelBytes, exportedModel, sha256 } from '../../support/model-files.ts';
import { channelsFirstTable, type TableModel, tableModel, tableModelBytes } from '../../support/onnx-models.ts';
import { flatImage, pgmBytes } from '../../support/pgm.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugsight-inference-'));
const vision = new VisionClient({ hosts: 1 });
afterAll(async () => {
  await vision.stop();
  rmSync(folder, { recursive: true, force: true });
});

const asItIs: Preparation = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] };
const grey: Picture = {
  kind: 'raw',
  source: { kind: 'bytes', bytes: pgmBytes(flatImage(32, 32, 90)), name: 'grey.pgm' },
};

let files = 0;
function stored(bytes: Uint8Array, extension = '.onnx'): string {
  const path = join(folder, `model-${files++}${extension}`);
  writeFileSync(path, bytes);
  return path;
}

async function describeModel(path: string, classes: string[] | null = null) {
  const described = await vision.call('describeModel', { path, classes });
  if (!described.ok) throw new Error(described.problem.sentence);
  const { network, sha256: hash, classes: names } = described.value;
  return { ...described.value, reference: { path, sha256: hash, network, classCount: names.length } };
}

async function refusal(path: string): Promise<string> {
  const described = await vision.call('describeModel', { path });
  if (described.ok) throw new Error('accepted');
  return described.problem.sentence;
}

async function detections(model: TableModel | string, picture = grey, preparation = asItIs, confidenceAbove = 0.25) {
  const path = typeof model === 'string' ? model : stored(tableModelBytes(model));
  const { reference, classes } = await describeModel(path);
  const predicted = await vision.call('predict', { model: reference, picture, preparation, confidenceAbove });
  if (!predicted.ok) throw new Error(predicted.problem.sentence);
  return predicted.value.detections.map(({ classIndex, confidence, box }) => ({
    class: classes[classIndex],
    confidence,
    box: [box.xMin, box.yMin, box.xMax, box.yMax].map((value) => Math.round(value * 1e4) / 1e4),
  }));
}

const found = (name: string, confidence: number, box: readonly number[]) => ({
  class: name,
  confidence: expect.closeTo(confidence, 6),
  box,
});

describe('a detector answers', () => {
  it('with four box values and two classes, not six columns of an end-to-end model', async () => {
    const table = channelsFirstTable(2, 21, [
      { anchor: 0, centre: [10, 8], size: [12, 6], scores: [0.1, 0.85] },
      { anchor: 1, centre: [10.5, 8], size: [12, 6], scores: [0, 0.8] },
      { anchor: 2, centre: [10.5, 8], size: [12, 6], scores: [0.6, 0] },
      { anchor: 20, centre: [27, 5], size: [4, 8], scores: [0.26, 0] },
      { anchor: 19, centre: [5, 27], size: [4, 8], scores: [0.24, 0] },
    ]);
    const model = { input: [1, 3, 32, 32], output: [1, 6, 21], table, metadata: { names: "{0: 'clamp', 1: 'none'}" } };
    expect(await detections(model)).toEqual([
      found('none', 0.85, [4, 5, 16, 11]),
      found('clamp', 0.6, [4.5, 5, 16.5, 11]),
      found('clamp', 0.26, [25, 1, 29, 9]),
    ]);
  });

  it('with open axes, at the size the metadata names', async () => {
    const table = channelsFirstTable(1, 21, [{ anchor: 7, centre: [16, 16], size: [10, 10], scores: [0.75] }]);
    const metadata = { names: "{0: 'clamp'}", imgsz: '[32, 32]' };
    const model = { input: ['batch', 3, 'height', 'width'], output: [1, 5, 'anchors'], table, metadata };
    expect(await detections(model)).toEqual([found('clamp', 0.75, [11, 11, 21, 21])]);
  });

  it('in half precision', async () => {
    const table = channelsFirstTable(1, 21, [{ anchor: 7, centre: [16, 16], size: [10, 10], scores: [0.5] }]);
    const perMean = channelsFirstTable(1, 21, [{ anchor: 7, centre: [0, 0], size: [0, 0], scores: [0.5] }]);
    const model = { output: [1, 5, 21], table, perMean, half: true, metadata: { names: "['clamp']" } };
    const [only] = await detections(model, whitePicture());
    expect(only).toEqual(found('clamp', 1, [11, 11, 21, 21]));
  });

  it('end-to-end, without a second suppression', async () => {
    const table = new Float32Array(300 * 6);
    table.set([1, 2, 11, 12, 0.9, 0, 1, 2, 11, 12, 0.8, 0]);
    const metadata = { names: "{0: 'clamp', 1: 'none'}", end2end: 'True' };
    expect(await detections({ output: [1, 300, 6], table, metadata })).toHaveLength(2);
  });

  it('as a grid that has to be decoded, fed with grey levels as they are', async () => {
    const table = new Float32Array(21 * 6);
    table.set([0.5, 0.5, Math.log(1.5), Math.log(2), 0, 1], 5 * 6);
    const perMean = new Float32Array(21 * 6);
    perMean[5 * 6 + 4] = 1 / 255;
    const picture: Picture = {
      kind: 'raw',
      source: { kind: 'bytes', bytes: pgmBytes(flatImage(32, 32, 204)), name: 'a.pgm' },
    };
    const answer = await detections({ output: [1, 21, 6], table, perMean, metadata: { names: "['clamp']" } }, picture);
    expect(answer).toEqual([found('clamp', 0.8, [6, 4, 18, 20])]);
  });

  it('in source pixels, clipped to the image, through preparation and letterbox', async () => {
    // 400x100 stretched to 64x32, fitted into 32x32: 32x16 with 8 rows above. Network x 12.5 source pixels, y 100/16.
    const box = { anchor: 7, size: [16, 8], scores: [0.9] } as const;
    const table = channelsFirstTable(1, 21, [{ ...box, centre: [24, 10] }]);
    const preparation: Preparation = { ...asItIs, size: { widthPx: 64, heightPx: 32 }, fit: 'stretch' };
    const picture: Picture = {
      kind: 'raw',
      source: { kind: 'bytes', bytes: pgmBytes(flatImage(400, 100, 50)), name: 'a.pgm' },
    };
    const model = { output: [1, 5, 21], table, metadata: { names: "['clamp']" } };
    expect(await detections(model, picture, preparation)).toEqual([found('clamp', 0.9, [200, 0, 400, 37.5])]);
  });

  it('nothing for a box that lies wholly in the padding', async () => {
    const table = channelsFirstTable(1, 21, [{ anchor: 7, centre: [16, 4], size: [10, 6], scores: [0.9] }]);
    const picture: Picture = {
      kind: 'raw',
      source: { kind: 'bytes', bytes: pgmBytes(flatImage(32, 16, 50)), name: 'a.pgm' },
    };
    expect(await detections({ output: [1, 5, 21], table, metadata: { names: "['clamp']" } }, picture)).toEqual([]);
  });

  it('the same for a picture prepared before as for its source', async () => {
    const preparedPath = join(folder, 'prepared.pgm');
    writeFileSync(preparedPath, pgmBytes(flatImage(32, 32, 128)));
    const preparation: Preparation = { ...asItIs, size: { widthPx: 32, heightPx: 32 }, fit: 'stretch' };
    const source: Picture = {
      kind: 'raw',
      source: { kind: 'bytes', bytes: pgmBytes(flatImage(320, 160, 128)), name: 'a.pgm' },
    };
    const prepared: Picture = { kind: 'prepared', path: preparedPath, sourceSize: { widthPx: 320, heightPx: 160 } };
    const path = stored(brightnessModelBytes());
    const expected = [found('plug', 128 / 255, [110, 45, 210, 115])];
    expect(await detections(path, source, preparation)).toEqual(expected);
    expect(await detections(path, prepared, preparation)).toEqual(expected);
  });
});

function whitePicture(): Picture {
  return { kind: 'raw', source: { kind: 'bytes', bytes: pgmBytes(flatImage(32, 32, 255)), name: 'white.pgm' } };
}

describe('a model is refused when it is registered', () => {
  it('with operator set 99', async () => {
    const model = { output: [1, 5, 21], table: new Float32Array(105), metadata: { names: "['a']" }, operatorSet: 99 };
    const sentence = await refusal(stored(tableModelBytes(model)));
    for (const mention of ['99', 'operator set']) expect(sentence).toContain(mention);
  });

  it('with three names for two classes', async () => {
    const model = { output: [1, 6, 21], table: new Float32Array(126), metadata: { names: "['a', 'b', 'c']" } };
    const sentence = await refusal(stored(tableModelBytes(model)));
    for (const mention of ['3 names', '2 classes']) expect(sentence).toContain(mention);
  });

  it('with a graph the runtime cannot load, in one sentence', async () => {
    const model = tableModel({ output: [1, 5, 21], table: new Float32Array(105), metadata: { names: "['a']" } });
    const [first, ...others] = model.graph.node;
    const broken = { ...model, graph: { ...model.graph, node: [{ ...first, opType: 'NoSuchOperator' }, ...others] } };
    const sentence = await refusal(stored(encodeModel(broken)));
    expect(sentence).toMatch(/^The runtime cannot load this model: [^\n]+ Export the model again\.$/);
  });

  it('with an answer that differs from what the file says', async () => {
    const model = tableModel({ output: [1, 5, 21], table: new Float32Array(105), metadata: { names: "['a']" } });
    const declared = {
      ...model.graph.output[0],
      type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: 1 }, { dimValue: 5 }, { dimParam: 'n' }] } } },
    };
    const short = { ...model.graph.initializer[0], dims: [1, 5, 20], rawData: new Uint8Array(400) };
    const perMean = { ...short, name: 'per_mean' };
    const lying = { ...model, graph: { ...model.graph, output: [declared], initializer: [short, perMean] } };
    expect(await refusal(stored(encodeModel(lying)))).toContain('[1, 5, 20] instead of [1, 5, 21]');
  });

  it('with confidences that are not numbers in 0..1', async () => {
    const table = new Float32Array(105).fill(Number.NaN);
    expect(
      await refusal(stored(tableModelBytes({ output: [1, 5, 21], table, metadata: { names: "['a']" } }))),
    ).toContain('confidence of NaN');
  });

  it('when there is no such file, or it is another kind', async () => {
    expect(await refusal(join(folder, 'missing.onnx'))).toContain('There is no model at');
    expect(await refusal(stored(new TextEncoder().encode('hello')))).toContain('not an ONNX model');
  });

  it('when the exported file around it was damaged', async () => {
    const bytes = exportedModel();
    bytes[bytes.length >> 1] ^= 1;
    expect(await refusal(stored(bytes, '.plugsight'))).toContain('model file');
  });
});

describe('a loaded model', () => {
  it('is taken out of an exported model file', async () => {
    const { sha256: hash, classes } = await describeModel(stored(exportedModel(), '.plugsight'));
    expect(hash).toBe(sha256(brightnessModelBytes()));
    expect(classes).toEqual(['plug']);
  });

  it('is not another file put in its place', async () => {
    const path = stored(brightnessModelBytes());
    const { reference } = await describeModel(path);
    expect(await vision.call('unloadModel', { sha256: reference.sha256 })).toEqual({
      ok: true,
      value: { unloaded: true },
    });
    const other = { output: [1, 5, 21], table: new Float32Array(105), metadata: { names: "['plug']" } };
    writeFileSync(path, tableModelBytes(other));
    const predicted = await vision.call('predict', {
      model: reference,
      picture: grey,
      preparation: asItIs,
      confidenceAbove: 0.2,
    });
    expect(predicted.ok ? null : predicted.problem.code).toBe('model-file-damaged');
    writeFileSync(path, brightnessModelBytes());
    const again = await vision.call('predict', {
      model: reference,
      picture: grey,
      preparation: asItIs,
      confidenceAbove: 0.2,
    });
    expect(again.ok && again.value.detections).toHaveLength(1);
  });

  it('comes back by itself after its host was killed', async () => {
    const { reference } = await describeModel(stored(brightnessModelBytes()));
    const input = { model: reference, picture: grey, preparation: asItIs, confidenceAbove: 0.2 };
    const before = await vision.call('predict', input);
    for (const pid of vision.processIds) process.kill(pid, 'SIGKILL');
    const after = await vision
      .call('predict', input)
      .then((first) => (first.ok ? first : vision.call('predict', input)));
    expect(before.ok && after.ok && after.value.detections).toEqual(before.ok && before.value.detections);
  });

  it('can be any of more models than are kept in memory, asked for at once', async () => {
    const level = (score: number) =>
      channelsFirstTable(1, 21, [{ anchor: 1, centre: [16, 16], size: [8, 8], scores: [score] }]);
    const models = await Promise.all(
      [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map(async (score) => {
        const path = stored(tableModelBytes({ output: [1, 5, 21], table: level(score), metadata: { names: "['a']" } }));
        return { score, reference: (await describeModel(path)).reference };
      }),
    );
    const answers = await Promise.all(
      [...models, ...models].map(async ({ score, reference }) => {
        const predicted = await vision.call('predict', {
          model: reference,
          picture: grey,
          preparation: asItIs,
          confidenceAbove: 0.1,
        });
        return predicted.ok
          ? predicted.value.detections[0].confidence - Math.fround(score)
          : predicted.problem.sentence;
      }),
    );
    expect(answers).toEqual(answers.map(() => 0));
  });

  it('refuses a prepared picture that its preparation cannot have made', async () => {
    const { reference } = await describeModel(stored(brightnessModelBytes()));
    const path = join(folder, 'other-size.pgm');
    writeFileSync(path, pgmBytes(flatImage(30, 32, 1)));
    const preparation: Preparation = { ...asItIs, size: { widthPx: 32, heightPx: 32 }, fit: 'stretch' };
    const picture: Picture = { kind: 'prepared', path, sourceSize: { widthPx: 320, heightPx: 160 } };
    const predicted = await vision.call('predict', { model: reference, picture, preparation, confidenceAbove: 0.2 });
    expect(predicted.ok ? '' : predicted.problem.sentence).toContain('is 30x32, but this preparation makes 32x32');
  });
});
