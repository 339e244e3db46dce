import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { networkStateDict } from '../../electron/trainer/checkpoint/state-dict.ts';
import { buildInferenceModel, type NetworkConfig } from '../../electron/trainer/network/index.ts';
import { torchPython } from '../bench/support/python.ts';
import { runChecks } from './support/check.ts';
import { livelyState } from './support/lively-state.ts';
import { randomBatch } from './support/random-batch.ts';
import { largestDifference } from './support/relative-error.ts';
import { runPython } from './support/run-python.ts';
import { torchNetwork } from './support/torch-names.ts';

/**
 * `node tests/peers/state-dict.ts`: the PyTorch form of a model, loaded by torch into the peer's network, against its exported ONNX
 * model run here (norms folded, boxes as centre and size). Limits: scores 1e-4, boxes 0.02 network pixel.
 */
const count = 3;
const configs: readonly NetworkConfig[] = [
  { width: 0.125, depth: 0.33, classCount: 1, inputChannels: 1 },
  { width: 0.25, depth: 0.33, classCount: 6, inputChannels: 3 },
];
const [heightPx, widthPx] = [128, 160];

await runChecks(async (checks, folder) => {
  const python = await torchPython();
  for (const config of configs) {
    const title = `width ${config.width}, ${config.classCount} class(es), ${config.inputChannels} channel(s)`;
    const state = livelyState(config, 5);
    const batch = { batch: count, channels: config.inputChannels, heightPx, widthPx };
    const { images } = randomBatch({ ...batch, classCount: config.classCount, boxCounts: [0] }, 7);
    const [statePath, imagesPath, outputPath] = ['state.pt', 'images.bin', 'output.bin'].map((name) =>
      join(folder, name),
    );
    await writeFile(statePath, networkStateDict(config, state, 12));
    await writeFile(imagesPath, new Uint8Array(images.buffer));
    const job = { network: torchNetwork(config), statePath, imagesPath, outputPath, count, heightPx, widthPx };
    const said = await runPython<{ torch: string; tensors: number }>(python, 'state_dict.py', job, folder);
    console.log(`${title}: torch ${said.torch} loaded ${said.tensors} tensors`);

    const metadata = {
      classNames: Array.from({ length: config.classCount }, (_, index) => `class ${index}`),
      description: 'peer check',
      author: 'Plugsight',
      license: 'Apache-2.0',
      version: '0',
      plugsight: {},
    };
    const session = await InferenceSession.create(buildInferenceModel(config, { heightPx, widthPx }, state, metadata));
    const peer = new Float32Array((await readFile(outputPath)).buffer.slice(0));
    const channels = 4 + config.classCount;
    const anchors = peer.length / count / channels;
    const pictureLength = config.inputChannels * heightPx * widthPx;
    let [boxes, scores, highest] = [0, 0, 0];
    for (let picture = 0; picture < count; picture++) {
      const image = images.slice(picture * pictureLength, (picture + 1) * pictureLength);
      const feeds = {
        [session.inputNames[0]!]: new Tensor('float32', image, [1, config.inputChannels, heightPx, widthPx]),
      };
      const own = (await session.run(feeds))[session.outputNames[0]!]!.data as Float32Array;
      const theirs = peer.subarray(picture * channels * anchors, (picture + 1) * channels * anchors);
      boxes = Math.max(boxes, largestDifference(cornersOf(own, anchors), theirs.subarray(0, 4 * anchors)));
      scores = Math.max(scores, largestDifference(own.subarray(4 * anchors), theirs.subarray(4 * anchors)));
      highest = theirs.subarray(4 * anchors).reduce((most, score) => Math.max(most, score), highest);
    }
    console.log(`${title}: ${count} pictures, ${anchors} boxes each, highest score ${highest.toFixed(3)}`);
    checks.atMost(`${title}, scores`, scores, 1e-4);
    checks.atMost(`${title}, boxes in network pixels`, boxes, 0.02);
  }
});

/** Centre and size of each box, channel by channel, as corners. */
function cornersOf(output: Float32Array, anchors: number): Float32Array {
  const corners = new Float32Array(4 * anchors);
  for (let anchor = 0; anchor < anchors; anchor++) {
    for (const axis of [0, 1]) {
      const centre = output[axis * anchors + anchor]!;
      const half = output[(2 + axis) * anchors + anchor]! / 2;
      corners[axis * anchors + anchor] = centre - half;
      corners[(2 + axis) * anchors + anchor] = centre + half;
    }
  }
  return corners;
}
