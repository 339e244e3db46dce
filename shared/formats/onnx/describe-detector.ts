import type { NetworkInterface } from '../../domain/model-card.ts';
import { failure, type Problem, type Result, success } from '../../domain/problem.ts';
import type { Size } from '../../domain/size.ts';
import { chooseOutputLayout } from '../output-layout.ts';
import { readYoloMetadata, type YoloMetadata } from '../yolo-metadata.ts';
import type { ModelInfo, TensorInfo } from './read-model.ts';

export type DetectorDescription = {
  readonly classes: readonly string[];
  readonly network: NetworkInterface;
  readonly metadata: YoloMetadata;
};

/** What a person adds when the file does not say it. The file's own names and fixed sizes win. */
export type DetectorAnswers = {
  readonly classes?: readonly string[] | undefined;
  readonly inputSize?: Size | undefined;
};

/**
 * Makes a detector of what an ONNX file says: class names, network input and output layout. Refused (`model-unsupported`,
 * `model-invalid`) with what to do: other tasks, other inputs than one grey or colour picture in float32 or float16, names that do
 * not fit the output. Open input axes take the metadata's `imgsz`, else `answers.inputSize`.
 */
export function describeDetector(info: ModelInfo, answers: DetectorAnswers = {}): Result<DetectorDescription> {
  const metadata = readYoloMetadata(info.metadata);
  if (!metadata.ok) return metadata;
  const { task, names, endToEnd } = metadata.value;
  if (task !== null && task !== 'detect') {
    return unsupported(`The model is made for the task "${task}"; only detectors ("detect") can be used here.`);
  }
  const classes = names ?? answers.classes;
  if (classes === undefined || classes.length === 0) {
    return failure(
      'classes-invalid',
      'The model does not name its classes. Give the class names in the order of its training.',
    );
  }
  const input = pictureInput(info.inputs, metadata.value, answers);
  if (!input.ok) return input;
  const output = info.outputs[0];
  if (output === undefined || info.outputs.length !== 1) {
    return unsupported(`The model has ${info.outputs.length} outputs; a detector has one. Export it as a detector.`);
  }
  const outputType = floatType(output, 'output');
  if (!outputType.ok) return outputType;
  const { inputSize } = input.value;
  const layout = chooseOutputLayout({ dimensions: output.dimensions, classCount: classes.length, inputSize, endToEnd });
  if (!layout.ok) return layout;
  return success({
    classes,
    metadata: metadata.value,
    network: {
      ...input.value,
      outputName: output.name,
      layout: layout.value,
      // YOLOX feeds grey levels as they are, the others divide by 255.
      range: layout.value === 'grid' ? 'byte' : 'unit',
    },
  });
}

type PictureInput = Pick<NetworkInterface, 'inputName' | 'inputSize' | 'inputChannels' | 'elementType'>;

/** One input [batch, channels, height, width] of one picture. */
function pictureInput(
  inputs: readonly TensorInfo[],
  metadata: YoloMetadata,
  answers: DetectorAnswers,
): Result<PictureInput> {
  const input = inputs[0];
  if (input === undefined || inputs.length !== 1) {
    return unsupported(
      `The model has ${inputs.length} inputs; a detector has one, the picture. Export it as a detector.`,
    );
  }
  const elementType = floatType(input, 'input');
  if (!elementType.ok) return elementType;
  const [batch, channels, height, width] = input.dimensions;
  const shape = `[${input.dimensions.map((size) => size ?? '?').join(', ')}]`;
  if (input.dimensions.length !== 4 || (channels !== 1 && channels !== 3 && channels !== null)) {
    return unsupported(
      `The input ${shape} is not a picture [1, 1 or 3, height, width]. Export the model as a detector.`,
    );
  }
  if (batch !== 1 && batch !== null) {
    return unsupported(`The model takes ${batch} pictures at once (input ${shape}). Export it with batch 1.`);
  }
  const open = metadata.imageSize ?? answers.inputSize;
  const heightPx = height ?? open?.heightPx;
  const widthPx = width ?? open?.widthPx;
  if (heightPx === undefined || widthPx === undefined) {
    return unsupported(
      `The input ${shape} leaves its size open and the file does not name one ("imgsz"). Give the network's size.`,
    );
  }
  if (heightPx % 32 !== 0 || widthPx % 32 !== 0) {
    return unsupported(
      `The network input of ${widthPx}x${heightPx} is not a multiple of 32. Export the model with another size.`,
    );
  }
  return success({
    inputName: input.name,
    inputSize: { widthPx, heightPx },
    inputChannels: channels ?? 3,
    elementType: elementType.value,
  });
}

function floatType(tensor: TensorInfo, what: 'input' | 'output'): Result<'float32' | 'float16'> {
  if (tensor.elementType === 'float32' || tensor.elementType === 'float16') return success(tensor.elementType);
  return unsupported(
    `The ${what} of the model is ${tensor.elementType}; float32 and float16 can be used. Export it without quantization of its ${what}.`,
  );
}

function unsupported(what: string): { readonly ok: false; readonly problem: Problem } {
  return failure('model-unsupported', `${what} Nothing was registered.`);
}
