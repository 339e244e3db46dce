import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { buildInferenceModel, type NetworkConfig } from '../../electron/trainer/network/index.ts';
import type { GreyImage } from '../../shared/domain/grey-image.ts';
import type { Size } from '../../shared/domain/size.ts';
import { suppress } from '../../shared/evaluation/suppression.ts';
import { decodeOutput } from '../../shared/formats/network-output.ts';
import { fillNetworkInput, letterboxFor } from '../../shared/geometry/index.ts';
import { peerPython } from '../bench/support/python.ts';
import { runChecks } from './support/check.ts';
import { readGivenModel } from './support/given-model.ts';
import { livelyState } from './support/lively-state.ts';
import { madeUpConfigs, madeUpMetadata, madeUpPictures, titleOf } from './support/made-up-model.ts';
import { runPython } from './support/run-python.ts';

/**
 * `node tests/peers/exported-model.ts [--model <folder> --pictures <folder>]`: an exported model, prepared pictures to boxes, here and
 * in Python's onnxruntime with NumPy and OpenCV. As many boxes, each within 1e-3 prepared pixel and 1e-3 in confidence. Without
 * a model, two made-up ones are checked.
 */
type Subject = {
  readonly title: string;
  readonly config: NetworkConfig;
  readonly network: Size;
  readonly model: Uint8Array;
  readonly pictures: readonly GreyImage[];
};
type Row = readonly [xMin: number, yMin: number, xMax: number, yMax: number, confidence: number, classIndex: number];

const confidence = 0.05;

await runChecks(async (checks, folder) => {
  const python = await peerPython();
  for (const subject of await subjects()) {
    const { title, config, model, pictures } = subject;
    const [modelPath, outputPath] = [join(folder, 'model.onnx'), join(folder, 'answers.json')];
    await writeFile(modelPath, model);
    const paths = await Promise.all(pictures.map((picture, index) => writePgm(join(folder, `${index}.pgm`), picture)));
    const job = { modelPath, outputPath, pictures: paths, confidence, overlap: 0.7 };
    const said = await runPython<{ onnxruntime: string }>(python, 'exported_model.py', job, folder);
    const answers = JSON.parse(await readFile(outputPath, 'utf8')) as Row[][];
    const session = await InferenceSession.create(model);
    let [boxes, confidences, found] = [0, 0, 0];
    for (const [index, picture] of pictures.entries()) {
      const own = await predicted(session, config, subject.network, picture);
      checks.equal(`${title}, boxes on picture ${index}`, own.length, answers[index]!.length);
      found += own.length;
      for (const [rank, row] of own.entries()) {
        boxes = Math.max(boxes, distanceToNearest(row, answers[index]!));
        confidences = Math.max(confidences, Math.abs(row[4] - (answers[index]![rank]?.[4] ?? Number.NaN)));
      }
    }
    console.log(`${title}: Python's onnxruntime ${said.onnxruntime}, ${found} boxes on ${pictures.length} pictures`);
    checks.atMost(`${title}, pictures when no box was found at all`, found === 0 ? pictures.length : 0, 0);
    checks.atMost(`${title}, boxes in prepared pixels`, boxes, 1e-3);
    checks.atMost(`${title}, confidences`, confidences, 1e-3);
  }
});

async function subjects(): Promise<readonly Subject[]> {
  const given = await readGivenModel();
  if (given !== undefined) {
    const { card, config, pictures, modelPath } = given;
    const title = `${card.name} version ${card.version}`;
    return [{ title, config, network: card.network.inputSize, model: await readFile(modelPath), pictures }];
  }
  const network = { widthPx: 320, heightPx: 256 };
  return Promise.all(
    madeUpConfigs.map(async (config) => ({
      title: titleOf(config),
      config,
      network,
      model: buildInferenceModel(config, network, await livelyState(config, 11), madeUpMetadata(config)),
      pictures: madeUpPictures(4, { widthPx: 306, heightPx: 256 }),
    })),
  );
}

async function writePgm(path: string, { widthPx, heightPx, data }: GreyImage): Promise<string> {
  await writeFile(path, Buffer.concat([Buffer.from(`P5\n${widthPx} ${heightPx}\n255\n`), data]));
  return path;
}

function distanceToNearest(row: Row, answers: readonly Row[]): number {
  return answers
    .filter((answer) => answer[5] === row[5])
    .map((answer) => Math.max(...[0, 1, 2, 3].map((corner) => Math.abs(answer[corner]! - row[corner]!))))
    .reduce((least, distance) => Math.min(least, distance), Number.POSITIVE_INFINITY);
}

async function predicted(
  session: InferenceSession,
  { inputChannels, classCount }: NetworkConfig,
  network: Size,
  picture: GreyImage,
): Promise<Row[]> {
  const input = new Float32Array(inputChannels * network.widthPx * network.heightPx);
  fillNetworkInput(input, 0, picture, network, inputChannels);
  const dimensions = [1, inputChannels, network.heightPx, network.widthPx];
  const feeds = { [session.inputNames[0]!]: new Tensor('float32', input, dimensions) };
  const output = (await session.run(feeds))[session.outputNames[0]!]!;
  const options = { layout: 'channels-first', classCount, inputSize: network, confidenceAbove: confidence } as const;
  const decoded = decodeOutput({ data: output.data as Float32Array, dimensions: output.dims }, options);
  if (!decoded.ok) throw new Error(decoded.problem.sentence);
  const candidates = decoded.value;
  const { leftPx, topPx, content } = letterboxFor(picture, network);
  const [scaleX, scaleY] = [picture.widthPx / content.widthPx, picture.heightPx / content.heightPx];
  return suppress(candidates).map((index): Row => {
    const [xMin, yMin, xMax, yMax] = candidates.boxes.subarray(4 * index, 4 * index + 4);
    return [
      (xMin! - leftPx) * scaleX,
      (yMin! - topPx) * scaleY,
      (xMax! - leftPx) * scaleX,
      (yMax! - topPx) * scaleY,
      candidates.confidences[index]!,
      candidates.classIndexes[index]!,
    ];
  });
}
