import type { Detection, NetworkBox } from '../../../shared/domain/box.ts';
import type { Candidates } from '../../../shared/domain/candidates.ts';
import type { NetworkInterface } from '../../../shared/domain/model-card.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { suppress } from '../../../shared/evaluation/suppression.ts';
import { decodeOutput, type RawOutput } from '../../../shared/formats/network-output.ts';
import { type BoxTransform, boxArea, clipBox } from '../../../shared/geometry/index.ts';

export type DetectOptions = {
  readonly network: NetworkInterface;
  readonly classCount: number;
  readonly confidenceAbove: number;
  readonly overlapAbove: number;
  readonly maximumDetections: number;
  readonly transform: BoxTransform;
};

/**
 * A raw output becomes detections in source pixels, descending by confidence, clipped to the image; what lies wholly in the padding is
 * dropped. An end-to-end network has suppressed already.
 */
export function detectionsFrom(output: RawOutput, options: DetectOptions): Result<Detection[]> {
  const { network, classCount, confidenceAbove, overlapAbove, maximumDetections, transform } = options;
  const { layout, inputSize } = network;
  const candidates = decodeOutput(output, { layout, classCount, inputSize, confidenceAbove });
  if (!candidates.ok) return candidates;
  const limit = layout === 'end-to-end' ? 1 : overlapAbove;
  const kept = suppress(candidates.value, { overlapAbove: limit, maximumDetections });
  return success(kept.flatMap((index) => sourceDetection(candidates.value, index, transform)));
}

function sourceDetection(candidates: Candidates, index: number, transform: BoxTransform): Detection[] {
  const [xMin, yMin, xMax, yMax] = candidates.boxes.subarray(4 * index, 4 * index + 4);
  const inNetwork: NetworkBox = { xMin, yMin, xMax, yMax };
  const box = clipBox(transform.networkToSource(inNetwork), transform.source);
  if (boxArea(box) === 0) return [];
  return [{ classIndex: candidates.classIndexes[index], confidence: candidates.confidences[index], box }];
}
