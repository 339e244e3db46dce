import { basename } from 'node:path';
import type { Prediction } from '../../../shared/contract/models.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { decideImage, isAboveThreshold } from '../../../shared/domain/verdict.ts';
import type { Workspace } from '../workspace/index.ts';
import { getModel, hostReference, type RegisteredModel } from './model-rows.ts';

/** Asks a model about pictures on the disk. A picture that cannot be judged is UNKNOWN with its sentence; the others are answered. */
export async function predictWithModel(
  workspace: Workspace,
  input: { readonly model: string; readonly paths: readonly string[] },
): Promise<Result<Prediction[]>> {
  const model = getModel(workspace, input.model);
  if (!model.ok) return model;
  return success(await Promise.all(input.paths.map((path) => predictOne(workspace, model.value, path))));
}

async function predictOne(workspace: Workspace, model: RegisteredModel, path: string): Promise<Prediction> {
  const { card } = model;
  const { threshold } = card.decision;
  const answer = await workspace.vision.call('predict', {
    model: hostReference(model),
    picture: { kind: 'raw', source: { kind: 'path', path, name: basename(path) } },
    preparation: card.preparation,
    confidenceAbove: 0.001,
  });
  if (!answer.ok) {
    return {
      path,
      verdict: 'UNKNOWN',
      reason: answer.problem.sentence,
      score: 0,
      threshold,
      detections: [],
      timingsMs: {},
      problem: answer.problem,
    };
  }
  const { detections, timingsMs } = answer.value;
  const decision = decideImage(detections, card.decision);
  return {
    path,
    verdict: decision.verdict,
    reason: decision.reason,
    score: decision.score,
    threshold,
    detections: detections
      .filter(({ confidence }) => isAboveThreshold(confidence, threshold))
      .map((detection) => ({
        ...detection,
        className: card.classes[detection.classIndex] ?? `class ${detection.classIndex}`,
      })),
    timingsMs,
    problem: null,
  };
}
