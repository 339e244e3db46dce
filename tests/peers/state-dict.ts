import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { modelStateDict } from '../../electron/trainer/checkpoint/model-state-dict.ts';
import { networkStateDict } from '../../electron/trainer/checkpoint/state-dict.ts';
import { buildInferenceModel, type NetworkConfig } from '../../electron/trainer/network/index.ts';
import type { GreyImage } from '../../shared/domain/grey-image.ts';
import type { Size } from '../../shared/domain/size.ts';
import { fillNetworkInput } from '../../shared/geometry/index.ts';
import { torchPython } from '../bench/support/python.ts';
import { runChecks } from './support/check.ts';
import { readGivenModel } from './support/given-model.ts';
import { livelyState } from './support/lively-state.ts';
import { madeUpConfigs, madeUpMetadata, madeUpPictures, titleOf } from './support/made-up-model.ts';
import { largestDifference } from './support/relative-error.ts';
import { runPython } from './support/run-python.ts';
import { torchNetwork } from './support/torch-names.ts';

/**
 * `node tests/peers/state-dict.ts [--model <folder> --pictures <folder>]`: the PyTorch form of a model, loaded by torch into the peer's
 * network, against its exported ONNX model run here (norms folded, boxes as centre and size). Limits: scores 1e-4, boxes 0.02
 * network pixel. Without a model, two made-up ones are checked.
 */
type Subject = {
  readonly title: string;
  readonly config: NetworkConfig;
  readonly network: Size;
  readonly stateDict: Uint8Array;
  readonly model: Uint8Array;
  readonly pictures: readonly GreyImage[];
};

await runChecks(async (checks, folder) => {
  const python = await torchPython();
  for (const { title, config, network, stateDict, model, pictures } of await subjects()) {
    const { inputChannels } = config;
    const length = inputChannels * network.heightPx * network.widthPx;
    const images = new Float32Array(pictures.length * length);
    pictures.forEach((picture, index) => {
      fillNetworkInput(images, index * length, picture, network, inputChannels);
    });
    const [statePath, imagesPath, outputPath] = ['state.pt', 'images.bin', 'output.bin'].map((name) =>
      join(folder, name),
    );
    await writeFile(statePath, stateDict);
    await writeFile(imagesPath, new Uint8Array(images.buffer));
    const paths = { statePath, imagesPath, outputPath };
    const job = { network: torchNetwork(config), ...paths, count: pictures.length, ...network };
    const said = await runPython<{ torch: string; tensors: number }>(python, 'state_dict.py', job, folder);

    const session = await InferenceSession.create(model);
    const peer = new Float32Array(new Uint8Array(await readFile(outputPath)).buffer);
    const rows = peer.length / pictures.length;
    const anchors = rows / (4 + config.classCount);
    let [boxes, scores, highest] = [0, 0, 0];
    for (let picture = 0; picture < pictures.length; picture++) {
      const image = images.slice(picture * length, (picture + 1) * length);
      const dimensions = [1, inputChannels, network.heightPx, network.widthPx];
      const feeds = { [session.inputNames[0]!]: new Tensor('float32', image, dimensions) };
      const own = (await session.run(feeds))[session.outputNames[0]!]!.data as Float32Array;
      const theirs = peer.subarray(picture * rows, (picture + 1) * rows);
      boxes = Math.max(boxes, largestDifference(cornersOf(own, anchors), theirs.subarray(0, 4 * anchors)));
      scores = Math.max(scores, largestDifference(own.subarray(4 * anchors), theirs.subarray(4 * anchors)));
      highest = theirs.subarray(4 * anchors).reduce((most, score) => Math.max(most, score), highest);
    }
    console.log(
      `${title}: torch ${said.torch} loaded ${said.tensors} tensors; ${pictures.length} pictures, ${anchors} boxes each, highest score ${highest.toFixed(3)}`,
    );
    checks.atMost(`${title}, scores`, scores, 1e-4);
    checks.atMost(`${title}, boxes in network pixels`, boxes, 0.02);
  }
});

async function subjects(): Promise<readonly Subject[]> {
  const given = await readGivenModel();
  if (given !== undefined) {
    const { card, config, pictures, modelPath, weightsPath } = given;
    const stateDict = modelStateDict(await readFile(weightsPath), config, weightsPath);
    if (!stateDict.ok) throw new Error(stateDict.problem.sentence);
    const title = `${card.name} version ${card.version}`;
    const network = card.network.inputSize;
    return [{ title, config, network, stateDict: stateDict.value, model: await readFile(modelPath), pictures }];
  }
  const network = { widthPx: 160, heightPx: 128 };
  return Promise.all(
    madeUpConfigs.map(async (config) => {
      const state = await livelyState(config, 5);
      return {
        title: titleOf(config),
        config,
        network,
        stateDict: networkStateDict(config, state, 12),
        model: buildInferenceModel(config, network, state, madeUpMetadata(config)),
        pictures: madeUpPictures(3, network),
      };
    }),
  );
}

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
