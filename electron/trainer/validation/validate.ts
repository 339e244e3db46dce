import type { Detection } from '../../../shared/domain/box.ts';
import type { Size } from '../../../shared/domain/size.ts';
import type { ValidationFigures } from '../../../shared/domain/training-event.ts';
import type { TrainingImage, TrainingJob } from '../../../shared/domain/training-job.ts';
import { blockBootstrap, canShowInterval, percentileInterval } from '../../../shared/evaluation/block-bootstrap.ts';
import { matchImage, standardLimits } from '../../../shared/evaluation/match-image.ts';
import { meanAveragePrecision } from '../../../shared/evaluation/mean-average-precision.ts';
import { type MatchedImage, type RankedSet, rankMatches } from '../../../shared/evaluation/ranked-set.ts';
import { suppress } from '../../../shared/evaluation/suppression.ts';
import { blocksWithErrors } from '../../../shared/evaluation/telling-blocks.ts';
import { boxTransform } from '../../../shared/geometry/transform.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { validationBatches } from '../data/batch-source.ts';
import type { EvaluationRun } from '../program/sessions.ts';
import { bestF1 } from './best-f1.ts';
import { predictedCandidates } from './predicted-candidates.ts';

/**
 * Figures on the val role: detections above 0.001 after class-aware suppression at 0.7, at most 300 a picture, matched in source
 * pixels, formula `coco`. Losses are means over the batches. Null when the val role has no box at all: there is no recall then.
 */
export async function validate(
  job: TrainingJob,
  network: Size,
  batch: number,
  source: Pick<BatchSource, 'validate'>,
  evaluate: EvaluationRun,
): Promise<ValidationFigures | null> {
  const images = job.images.filter(({ role }) => role === 'val');
  if (!images.some(({ boxes }) => boxes.length > 0)) return null;
  const batches = validationBatches(job, batch);
  const matched: MatchedImage[] = [];
  const losses = { box: 0, class: 0, distribution: 0 };
  let next = source.validate(0);
  for (let batchIndex = 0; batchIndex < batches; batchIndex++) {
    const inputs = await next;
    if (batchIndex + 1 < batches) next = source.validate(batchIndex + 1);
    const output = await evaluate(inputs);
    losses.box += output.losses.box / batches;
    losses.class += output.losses.class / batches;
    losses.distribution += output.losses.distribution / batches;
    images.slice(batchIndex * batch, (batchIndex + 1) * batch).forEach((image, picture) => {
      const candidates = predictedCandidates(
        output.boxes,
        output.scores,
        picture,
        output.anchors,
        job.classes.length,
        standardLimits.confidenceAbove,
      );
      const toSource = boxTransform(image.sourceSize, job.preparation, network).networkToSource;
      const detections = suppress(candidates).map((index): Detection => {
        const [xMin, yMin, xMax, yMax] = candidates.boxes.subarray(index * 4, index * 4 + 4) as unknown as [
          number,
          number,
          number,
          number,
        ];
        return {
          classIndex: candidates.classIndexes[index]!,
          confidence: candidates.confidences[index]!,
          box: toSource({ xMin, yMin, xMax, yMax }),
        };
      });
      matched.push(matchedImage(image, detections));
    });
  }
  const set = rankMatches(matched);
  const { map50, map5095 } = meanAveragePrecision(set, 'coco');
  const interval = intervalOf(set);
  return {
    map50: map50 ?? 0,
    map50To95: map5095 ?? 0,
    ...bestF1(matched),
    losses,
    ...(interval ? { interval } : {}),
  };
}

/** As many draws as a band in a small plot needs; an evaluation takes more. */
const replicates = 400;

function intervalOf(set: RankedSet): ValidationFigures['interval'] {
  if (!canShowInterval(set.blockKeys.length, blocksWithErrors(set))) return undefined;
  const [drawn] = blockBootstrap([set], { formula: 'coco', seed: 0, replicates });
  if (!drawn) return undefined;
  return { map50: percentileInterval(drawn.map50), map50To95: percentileInterval(drawn.map5095) };
}

function matchedImage(image: TrainingImage, detections: readonly Detection[]): MatchedImage {
  return { imageId: image.imageId, blockKey: image.block ?? '', ...matchImage(image.boxes, detections) };
}
