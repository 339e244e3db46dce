import { type Result, success } from '../../../shared/domain/problem.ts';
import { describeDetector } from '../../../shared/formats/onnx/describe-detector.ts';
import { readModelInfo } from '../../../shared/formats/onnx/read-model.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { readModelBytes } from '../inference/model-bytes.ts';
import { runtimeVersion } from '../inference/session.ts';
import { tryModel } from '../inference/try-model.ts';

export async function describeModel(
  input: OperationInput<'describeModel'>,
): Promise<Result<OperationOutput<'describeModel'>>> {
  const file = await readModelBytes(input.path);
  if (!file.ok) return file;
  const info = readModelInfo(file.value.bytes);
  if (!info.ok) return info;
  const answers = { classes: input.classes ?? undefined, inputSize: input.inputSize ?? undefined };
  const detector = describeDetector(info.value, answers);
  if (!detector.ok) return detector;
  const { classes, network, metadata } = detector.value;
  const { sha256, bytes } = file.value;
  const tried = await tryModel({ path: input.path, sha256, network, classCount: classes.length, threads: 1 });
  if (!tried.ok) return tried;
  return success({
    sha256,
    sizeBytes: bytes.length,
    classes: [...classes],
    network,
    operatorSet: info.value.operatorSet,
    producer: info.value.producer,
    licence: metadata.licence,
    author: metadata.author,
    description: metadata.description,
    runtimeVersion,
  });
}
