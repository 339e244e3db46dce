import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { NetworkInterface } from '../../../shared/domain/model-card.ts';
import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import type { RawOutput } from '../../../shared/formats/network-output.ts';
import { float32Suffix } from '../../../shared/formats/onnx/with-float32-ends.ts';
import { fillNetworkInput } from '../../../shared/geometry/index.ts';
import { firstLine } from './session.ts';

/** A prepared picture as the network wants it: letterboxed, in its channels and range; float32, see `withFloat32Ends`. */
export function networkTensor(prepared: GreyImage, network: NetworkInterface): Tensor {
  const { inputSize, inputChannels, range } = network;
  const dimensions = [1, inputChannels, inputSize.heightPx, inputSize.widthPx];
  const values = new Float32Array(inputChannels * inputSize.heightPx * inputSize.widthPx);
  fillNetworkInput(values, 0, prepared, inputSize, inputChannels);
  if (range === 'byte')
    for (let index = 0; index < values.length; index++) values[index] = Math.round(values[index] * 255);
  return new Tensor('float32', values, dimensions);
}

/** The network's one output. An error of the runtime is a `model-invalid` problem. */
export async function runNetwork(
  session: InferenceSession,
  network: NetworkInterface,
  input: Tensor,
): Promise<Result<RawOutput>> {
  const inputName = nameIn(session.inputNames, network.inputName);
  const outputName = nameIn(session.outputNames, network.outputName);
  let output: Tensor | undefined;
  try {
    output = (await session.run({ [inputName]: input }, [outputName]))[outputName];
  } catch (error) {
    return failure(
      'model-invalid',
      `The runtime could not run the model on this picture: ${firstLine(error)} The picture has no result; register the model again.`,
    );
  }
  if (!(output?.data instanceof Float32Array)) throw new Error(`The output "${outputName}" is not float32.`);
  return success({ data: output.data, dimensions: output.dims });
}

/** Inputs and outputs that were float16 have been renamed. */
function nameIn(names: readonly string[], name: string): string {
  return names.includes(name) ? name : name + float32Suffix;
}
