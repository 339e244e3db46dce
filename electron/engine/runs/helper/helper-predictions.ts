import { join } from 'node:path';
import type { EvaluationImage } from '../../../../shared/domain/evaluation.ts';
import type { Preparation } from '../../../../shared/domain/preparation.ts';
import { failure, type Result, success } from '../../../../shared/domain/problem.ts';
import { givenThreshold } from '../../../../shared/evaluation/choose-threshold.ts';
import { evaluateDetections } from '../../../../shared/evaluation/evaluate-detections.ts';
import { baselineDetections } from '../../../../shared/evaluation/trivial-baseline.ts';
import type { OperationCall, OperationOutput } from '../../../vision/index.ts';
import type { Workspace } from '../../workspace/index.ts';
import type { HelperImage } from './helper-images.ts';

type Description = OperationOutput<'describeModel'>;

/** What a network that was just trained is, as the vision host reads it. */
export async function describeTrained(workspace: Workspace, folder: string): Promise<Result<Description>> {
  return workspace.vision.call('describeModel', { path: join(folder, 'model.onnx') });
}

/** Every detection of a network on pictures it has not learned from. */
export async function predictHeldOut(
  workspace: Workspace,
  folder: string,
  images: readonly HelperImage[],
  preparation: Preparation,
  signal: AbortSignal,
): Promise<Result<EvaluationImage[]>> {
  const described = await describeTrained(workspace, folder);
  if (!described.ok) return described;
  const { sha256, network, classes } = described.value;
  const model: OperationCall<'predict'>['model'] = {
    path: join(folder, 'model.onnx'),
    sha256,
    network,
    classCount: classes.length,
    threads: 1,
  };
  const predicted: EvaluationImage[] = [];
  for (const image of images) {
    if (signal.aborted)
      return failure(
        'cancelled',
        'The training of the helper was stopped. Nothing was kept of it; every label is as it was.',
      );
    const answer = await workspace.vision.call(
      'predict',
      {
        model,
        picture: { kind: 'prepared', path: image.preparedPath, sourceSize: image.training.sourceSize },
        preparation,
        confidenceAbove: 0.001,
      },
      { signal },
    );
    if (!answer.ok) return answer;
    predicted.push(evaluationImage(image, answer.value.detections));
  }
  return success(predicted);
}

function evaluationImage({ training, block }: HelperImage, detections: EvaluationImage['detections']): EvaluationImage {
  return {
    imageId: training.imageId,
    blockKey: block,
    episodeKey: training.imageId,
    truth: training.boxes,
    detections,
  };
}

/** The trivial baseline under the same rule: on each part, the mean box of the two others. */
export function baselineOnFolds(images: readonly HelperImage[], folds: number): EvaluationImage[] {
  return Array.from({ length: folds }, (_, fold) => {
    const learned = images.filter((image) => image.fold !== fold).flatMap(({ training }) => training.boxes);
    const answer = baselineDetections(learned);
    return images.filter((image) => image.fold === fold).map((image) => evaluationImage(image, answer));
  }).flat();
}

/** mAP50, formula `coco`, over all pictures together; 0 where nothing was found. */
export function map50Of(images: readonly EvaluationImage[], classes: readonly string[]): number {
  const { figures } = evaluateDetections(images, {
    classes,
    threshold: givenThreshold(0.25),
    seed: 0,
    target: null,
    trainingLabels: null,
  });
  const { map50 } = figures.averagePrecision;
  return map50.state === 'defined' ? map50.value : 0;
}
