import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { buildInferenceModel, type NetworkConfig } from '../../electron/trainer/network/index.ts';
import type { GreyImage } from '../../shared/domain/grey-image.ts';
import { suppress } from '../../shared/evaluation/suppression.ts';
import { decodeOutput } from '../../shared/formats/network-output.ts';
import { fillNetworkInput, letterboxFor } from '../../shared/geometry/index.ts';
import { peerPython } from '../bench/support/python.ts';
import { runChecks } from './support/check.ts';
import { livelyState } from './support/lively-state.ts';
import { randomBatch } from './support/random-batch.ts';
import { runPython } from './support/run-python.ts';

/**
 * `node tests/peers/exported-model.ts`: an exported model, pictures to boxes, here and in Python's onnxruntime with NumPy. As many
 * boxes, each within 1e-3 prepared pixel and 1e-3 in confidence.
 */
const configs: readonly NetworkConfig[] = [
  { width: 0.125, depth: 0.33, classCount: 1, inputChannels: 1 },
  { width: 0.25, depth: 0.33, classCount: 3, inputChannels: 3 },
];
const prepared = { widthPx: 306, heightPx: 256 };
const network = { widthPx: 320, heightPx: 256 };
const confidence = 0.05;
const pictureCount = 4;

type Row = readonly [xMin: number, yMin: number, xMax: number, yMax: number, confidence: number, classIndex: number];

await runChecks(async (checks, folder) => {
  const python = await peerPython();
  for (const config of configs) {
    const title = `width ${config.width}, ${config.classCount} class(es), ${config.inputChannels} channel(s)`;
    const metadata = {
      classNames: Array.from({ length: config.classCount }, (_, index) => `class ${index}`),
      description: 'peer check',
      author: 'Plugsight',
      license: 'Apache-2.0',
      version: '0',
      plugsight: {},
    };
    const model = buildInferenceModel(config, network, livelyState(config, 11), metadata);
    const [modelPath, outputPath] = [join(folder, 'model.onnx'), join(folder, 'answers.json')];
    await writeFile(modelPath, model);
    const pictures = Array.from({ length: pictureCount }, (_, index) => randomPicture(30 + index));
    const paths = await Promise.all(
      pictures.map(async ({ widthPx, heightPx, data }, index) => {
        const path = join(folder, `${index}.pgm`);
        await writeFile(path, Buffer.concat([Buffer.from(`P5\n${widthPx} ${heightPx}\n255\n`), data]));
        return path;
      }),
    );
    const job = { modelPath, outputPath, pictures: paths, confidence, overlap: 0.7 };
    const said = await runPython<{ onnxruntime: string }>(python, 'exported_model.py', job, folder);
    const answers = JSON.parse(await readFile(outputPath, 'utf8')) as Row[][];
    const session = await InferenceSession.create(model);
    let [boxes, confidences, found] = [0, 0, 0];
    for (const [index, picture] of pictures.entries()) {
      const own = await predicted(session, config, picture);
      checks.equal(`${title}, boxes on picture ${index}`, own.length, answers[index]!.length);
      found += own.length;
      for (const row of own) {
        const nearest = answers[index]!.filter((answer) => answer[5] === row[5])
          .map((answer) => Math.max(...[0, 1, 2, 3].map((corner) => Math.abs(answer[corner]! - row[corner]!))))
          .reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
        boxes = Math.max(boxes, nearest);
      }
      for (const [rank, row] of own.entries()) {
        confidences = Math.max(confidences, Math.abs(row[4] - (answers[index]![rank]?.[4] ?? Number.NaN)));
      }
    }
    console.log(`${title}: Python's onnxruntime ${said.onnxruntime}, ${found} boxes on ${pictureCount} pictures`);
    checks.atMost(`${title}, pictures without a box`, found === 0 ? pictureCount : 0, 0);
    checks.atMost(`${title}, boxes in prepared pixels`, boxes, 1e-3);
    checks.atMost(`${title}, confidences`, confidences, 1e-3);
  }
});

function randomPicture(seed: number): GreyImage {
  const shape = { batch: 1, channels: 1, classCount: 1, boxCounts: [0], ...prepared };
  return { ...prepared, data: Uint8Array.from(randomBatch(shape, seed).images, (value) => Math.round(value * 255)) };
}

async function predicted(session: InferenceSession, config: NetworkConfig, picture: GreyImage): Promise<Row[]> {
  const { inputChannels, classCount } = config;
  const input = new Float32Array(inputChannels * network.widthPx * network.heightPx);
  fillNetworkInput(input, 0, picture, network, inputChannels);
  const dimensions = [1, inputChannels, network.heightPx, network.widthPx];
  const feeds = { [session.inputNames[0]!]: new Tensor('float32', input, dimensions) };
  const output = (await session.run(feeds))[session.outputNames[0]!]!;
  const options = { layout: 'channels-first', classCount, inputSize: network, confidenceAbove: confidence } as const;
  const decoded = decodeOutput({ data: output.data as Float32Array, dimensions: output.dims }, options);
  if (!decoded.ok) throw new Error(decoded.problem.sentence);
  const candidates = decoded.value;
  const { leftPx, topPx } = letterboxFor(picture, network);
  return suppress(candidates).map((index): Row => {
    const [xMin, yMin, xMax, yMax] = candidates.boxes.subarray(4 * index, 4 * index + 4);
    const corners = [xMin! - leftPx, yMin! - topPx, xMax! - leftPx, yMax! - topPx] as const;
    return [...corners, candidates.confidences[index]!, candidates.classIndexes[index]!];
  });
}
