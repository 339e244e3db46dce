import { type Result, success } from '../../../shared/domain/problem.ts';
import { boxTransform } from '../../../shared/geometry/index.ts';
import { killPoint } from '../../platform/index.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { detectionsFrom } from '../inference/detect.ts';
import { withSession } from '../inference/loaded-models.ts';
import { readPicture } from '../inference/read-picture.ts';
import { networkTensor, runNetwork } from '../inference/run-network.ts';

export async function predict(input: OperationInput<'predict'>): Promise<Result<OperationOutput<'predict'>>> {
  const { model, picture, preparation, ...limits } = input;
  const { network, classCount } = model;
  const read = await readPicture(picture, preparation);
  if (!read.ok) return read;
  const { prepared, sourceSize, warnings, decodeMs, prepareMs } = read.value;
  return await withSession(model, async (session) => {
    const letterboxing = performance.now();
    const tensor = networkTensor(prepared, network);
    const running = performance.now();
    const output = await runNetwork(session, network, tensor);
    if (!output.ok) return output;
    const answered = performance.now();
    const transform = boxTransform(sourceSize, preparation, network.inputSize);
    const detections = detectionsFrom(output.value, { network, classCount, transform, ...limits });
    if (!detections.ok) return detections;
    const timingsMs = {
      decode: decodeMs,
      prepare: prepareMs + running - letterboxing,
      network: answered - running,
      post: performance.now() - answered,
    };
    killPoint('predict-detected');
    return success({ detections: detections.value, sourceSize, timingsMs, warnings: [...warnings] });
  });
}
