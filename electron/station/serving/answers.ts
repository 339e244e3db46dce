import type { OriginalAnswer, VerdictAnswer } from '../../../shared/contract/inference.ts';
import type { Detection } from '../../../shared/domain/box.ts';
import type { ModelCard } from '../../../shared/domain/model-card.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { decideImage, isAboveThreshold } from '../../../shared/domain/verdict.ts';
import type { PredictTimings } from '../../vision/index.ts';

export type PredictedImage = {
  /** Descending by confidence, source pixels. */
  readonly detections: readonly Detection[];
  readonly sourceSize: Size;
  readonly timingsMs: PredictTimings & { readonly wait: number; readonly total: number };
};

export function verdictAnswer(image: PredictedImage, card: ModelCard, modelSha256: string): VerdictAnswer {
  const { verdict, reason, score } = decideImage(image.detections, card.decision);
  const { threshold } = card.decision;
  const above = image.detections.filter(({ confidence }) => isAboveThreshold(confidence, threshold));
  return {
    verdict,
    reason,
    score,
    threshold,
    boxes: above.map(({ classIndex, confidence, box }) => ({
      class: card.classes[classIndex],
      confidence,
      x_min_px: box.xMin,
      y_min_px: box.yMin,
      x_max_px: box.xMax,
      y_max_px: box.yMax,
    })),
    image: { width_px: image.sourceSize.widthPx, height_px: image.sourceSize.heightPx },
    model: { name: card.name, version: card.version, sha256: modelSha256 },
    timings_ms: image.timingsMs,
  };
}

const originalSize: Size = { widthPx: 306, heightPx: 256 };
const originalThreshold = 0.25;

/** The first implementation's answer: corners under the names of centre and size, in a picture of 306x256. */
export function originalAnswer({ detections, sourceSize }: PredictedImage): OriginalAnswer {
  const first = detections.find(({ confidence }) => isAboveThreshold(confidence, originalThreshold));
  if (first === undefined) return { x_center: 0, y_center: 0, width: 0, height: 0, confidence: 0 };
  const scaleX = originalSize.widthPx / sourceSize.widthPx;
  const scaleY = originalSize.heightPx / sourceSize.heightPx;
  return {
    x_center: twoDecimals(first.box.xMin * scaleX),
    y_center: twoDecimals(first.box.yMin * scaleY),
    width: twoDecimals(first.box.xMax * scaleX),
    height: twoDecimals(first.box.yMax * scaleY),
    confidence: twoDecimals(first.confidence),
  };
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
