import type { ImageEvaluation } from '../domain/evaluation.ts';
import type { EvaluationFigures } from '../domain/evaluation-figures.ts';
import { isAboveThreshold } from '../domain/verdict.ts';
import { defined, notDefined } from './measure.ts';

/** How well the boxes sit: IoU over the pairs matched at 0.50 whose confidence is above tau; its tenth percentile is the lower one. */
export function matchedIouFigures(images: readonly ImageEvaluation[], tau: number): EvaluationFigures['matchedIou'] {
  const values: number[] = [];
  for (const { detections } of images) {
    for (const { iou, confidence } of detections)
      if (iou !== null && isAboveThreshold(confidence, tau)) values.push(iou);
  }
  if (values.length === 0) {
    const why = notDefined('no detection matches a label');
    return { pairs: 0, mean: why, tenthPercentile: why };
  }
  values.sort((a, b) => a - b);
  return {
    pairs: values.length,
    mean: defined(values.reduce((sum, value) => sum + value, 0) / values.length),
    tenthPercentile: defined(values[Math.floor(0.1 * (values.length - 1))]),
  };
}
