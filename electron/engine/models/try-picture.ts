import { basename, join } from 'node:path';
import type { TriedPicture } from '../../../shared/contract/models.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { decideImage } from '../../../shared/domain/verdict.ts';
import { layout } from '../store/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { getModel, hostReference } from './model-rows.ts';

/** Scores below the first are noise; boxes below the second say nothing to anybody. */
const lowestScore = 0.001;
const shownFrom = 0.05;

/**
 * One picture of the bench through a model: verdict, every box worth showing (also under the threshold), and the prepared picture as a
 * file, which is what the network saw. A picture that cannot be read is refused with its sentence.
 */
export async function tryPicture(
  workspace: Workspace,
  input: { readonly model: string; readonly path: string },
): Promise<Result<TriedPicture>> {
  const found = getModel(workspace, input.model);
  if (!found.ok) return found;
  const { card } = found.value;
  const name = basename(input.path);
  const answer = await workspace.vision.call('predict', {
    model: hostReference(found.value),
    picture: { kind: 'raw', source: { kind: 'path', path: input.path, name } },
    preparation: card.preparation,
    confidenceAbove: Math.min(lowestScore, card.decision.threshold),
  });
  if (!answer.ok) return answer;
  const preparedPath = join(
    layout.uploads(workspace.folder),
    'prepared',
    `${found.value.sha256.slice(0, 16)}-${name}.png`,
  );
  const prepared = await workspace.vision.call('prepare', {
    path: input.path,
    preparation: card.preparation,
    outPath: preparedPath,
  });
  if (!prepared.ok) return prepared;
  const { detections, sourceSize, timingsMs } = answer.value;
  const decision = decideImage(detections, card.decision);
  return success({
    verdict: decision.verdict,
    reason: decision.reason,
    score: decision.score,
    threshold: card.decision.threshold,
    rule: card.decision,
    classes: card.classes,
    detections: detections.filter((detection) => detection === decision.detection || detection.confidence >= shownFrom),
    sourceSize,
    preparedPath,
    preparedSize: prepared.value.preparedSize,
    preparation: card.preparation,
    networkSize: card.network.inputSize,
    timingsMs,
  });
}
