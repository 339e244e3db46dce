import type { ModelCard } from '../../../shared/domain/model-card.ts';
import type { Problem, Result } from '../../../shared/domain/problem.ts';
import type { VisionClient } from '../../vision/index.ts';
import type { PredictedImage } from './answers.ts';
import { frameGate } from './frame-gate.ts';
import type { Upload } from './read-upload.ts';

export type Predictor = (upload: Upload) => Promise<Result<PredictedImage>>;

export type ServedModel = {
  readonly path: string;
  readonly sha256: string;
  readonly card: ModelCard;
  readonly threads: number;
};

/** Scores below this are noise of every network of the family; the score of a verdict is shown down to it. */
const lowestScore = 0.001;
const deadlineMs = 10_000;

/**
 * One frame at a time through the host: the next is decoded when the one before has its answer, the rest waits, boundedly. `onGiveUp` is
 * told when the host is not started any more; every answer after that is a problem.
 */
export function startPredictor(
  vision: VisionClient,
  model: ServedModel,
  onGiveUp: (problem: Problem) => void,
): Predictor {
  const enter = frameGate({ inFlight: 1, waiting: 16, longestWaitMs: 2000 });
  const { path, sha256, card, threads } = model;
  const reference = { path, sha256, threads, network: card.network, classCount: card.classes.length };
  return async ({ bytes, name }) => {
    const came = performance.now();
    const admission = await enter();
    if (!admission.ok) return admission;
    try {
      const predicted = await vision.call(
        'predict',
        {
          model: reference,
          picture: { kind: 'raw', source: { kind: 'bytes', bytes, name } },
          preparation: card.preparation,
          confidenceAbove: Math.min(lowestScore, card.decision.threshold),
        },
        { deadlineMs },
      );
      if (!predicted.ok) {
        if (vision.closed !== null) onGiveUp(vision.closed);
        return predicted;
      }
      const { detections, sourceSize, timingsMs } = predicted.value;
      const total = performance.now() - came;
      return {
        ok: true,
        value: { detections, sourceSize, timingsMs: { wait: admission.value.waitedMs, ...timingsMs, total } },
      };
    } finally {
      admission.value.leave();
    }
  };
}
