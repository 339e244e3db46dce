import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { buildInferenceModel, type NetworkConfig } from '../../../electron/trainer/network/index.ts';
import { pythonNames } from '../../../electron/trainer/network/python-literal.ts';
import { VisionClient } from '../../../electron/vision/index.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import { readYoloMetadata } from '../../../shared/formats/yolo-metadata.ts';
import { livelyState } from '../../peers/support/lively-state.ts';
import { pgmBytes } from '../../support/pgm.ts';

const config: NetworkConfig = { width: 0.125, depth: 0.33, classCount: 2, inputChannels: 1 };
const network = { widthPx: 160, heightPx: 128 };
const classNames = ['plug', "fitter's hand"];
const metadata = {
  classNames,
  description: 'test',
  author: 'Plugsight',
  license: 'Apache-2.0',
  version: '0',
  plugsight: {},
};

const folder = mkdtempSync(join(tmpdir(), 'plugsight-export-'));
const vision = new VisionClient();
afterAll(async () => {
  await vision.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a model that our trainer exports', () => {
  it('is read as what it is and finds what its network answers, in source pixels', async () => {
    const bytes = buildInferenceModel(config, network, await livelyState(config, 5), metadata);
    const path = join(folder, 'model.onnx');
    writeFileSync(path, bytes);
    const described = await vision.call('describeModel', { path });
    if (!described.ok) throw new Error(described.problem.sentence);
    expect(described.value).toMatchObject({
      classes: classNames,
      licence: 'Apache-2.0',
      network: {
        inputName: 'images',
        outputName: 'output0',
        inputSize: network,
        inputChannels: 1,
        layout: 'channels-first',
        range: 'unit',
      },
    });

    const random = seededRandom(9);
    const data = Uint8Array.from({ length: 160 * 128 }, () => Math.floor(random() * 256));
    const source = { kind: 'bytes' as const, bytes: pgmBytes({ ...network, data }), name: 'noise.pgm' };
    const preparation: Preparation = { size: null, fit: 'none', kernel: 'area', equalise: false, mask: [] };
    const model = { path, sha256: described.value.sha256, network: described.value.network, classCount: 2 };
    const predicted = await vision.call('predict', {
      model,
      picture: { kind: 'raw', source },
      preparation,
      confidenceAbove: 0.05,
    });
    if (!predicted.ok) throw new Error(predicted.problem.sentence);
    expect(predicted.value.detections.length).toBeGreaterThan(0);

    // The best answers, read off the raw output by hand.
    const session = await InferenceSession.create(bytes);
    const images = new Tensor(
      'float32',
      Float32Array.from(data, (level) => level / 255),
      [1, 1, 128, 160],
    );
    const { output0 } = await session.run({ images });
    const output = output0.data as Float32Array;
    const anchors = 420;
    const scores = output.subarray(4 * anchors);
    const highest = scores.reduce((top, score) => Math.max(top, score), 0);
    const rawBoxes = [...scores.keys()]
      .filter((at) => scores[at] === highest)
      .map((at) => {
        const [x, y, width, height] = [0, 1, 2, 3].map((row) => output[row * anchors + (at % anchors)]);
        const within = (value: number, limit: number) => expect.closeTo(Math.min(limit, Math.max(0, value)), 3);
        return {
          classIndex: Math.floor(at / anchors),
          confidence: expect.closeTo(highest, 6),
          box: {
            xMin: within(x - width / 2, 160),
            yMin: within(y - height / 2, 128),
            xMax: within(x + width / 2, 160),
            yMax: within(y + height / 2, 128),
          },
        };
      });
    // Several may have the same score: any of them may come first.
    expect(rawBoxes).toContainEqual(predicted.value.detections[0]);
  });

  it('names its classes so that they are read back, whatever they are', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const read = readYoloMetadata(new Map([['names', pythonNames(names)]]));
        expect(read.ok && read.value.names).toEqual(names);
      }),
    );
  });
});
