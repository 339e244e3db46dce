import type { MatchedDetection, MatchedLabel } from '../../shared/domain/evaluation.ts';
import type { Random } from '../../shared/domain/random.ts';
import { iouThresholds } from '../../shared/evaluation/linspace.ts';
import type { MatchedImage } from '../../shared/evaluation/ranked-set.ts';

export type Simulation = {
  readonly blocks: number;
  readonly imagesPerBlock: number;
  /** Share of images that each model gets wrong. */
  readonly errors: readonly [number, number];
  /** Correlation between the errors of one model on two images of a block. */
  readonly correlation: number;
};

const box = { xMin: 0, yMin: 0, xMax: 40, yMax: 40 };

/**
 * Two models' matches on one simulated set. Every second image holds a plug. A wrong image is a missed plug, a box beside it
 * instead of or besides the right one, or, without a plug, any box; its confidence reaches into those of the right boxes. Each model's share of wrong images
 * in a block is drawn from a Beta distribution (mean `errors`, intra-block correlation `correlation`), one model independent of the other.
 */
export function simulateModels(simulation: Simulation, random: Random): readonly [MatchedImage[], MatchedImage[]] {
  const models: readonly [MatchedImage[], MatchedImage[]] = [[], []];
  for (let block = 0; block < simulation.blocks; block++) {
    models.forEach((images, model) => {
      const rate = blockRate(simulation.errors[model], simulation.correlation, random);
      for (let index = 0; index < simulation.imagesPerBlock; index++) {
        const isPresent = index % 2 === block % 2;
        const { detections, labelMask } =
          random() < rate ? wrongImage(isPresent, random) : rightImage(isPresent, random);
        const labels: MatchedLabel[] = isPresent ? [{ classIndex: 0, box, matchedAt: labelMask }] : [];
        images.push({ imageId: `${block}/${index}`, blockKey: `${block}`, detections, labels });
      }
    });
  }
  return models;
}

type Answer = { readonly detections: readonly MatchedDetection[]; readonly labelMask: number };

function rightImage(isPresent: boolean, random: Random): Answer {
  if (!isPresent) return { detections: [], labelMask: 0 };
  // Overlaps lie between 0.7 and 1, most near 0.9.
  const iou = 1 - 0.3 * random() * random();
  const matchedAt = iouThresholds.reduce(
    (mask, threshold, index) => (iou >= threshold ? mask | (1 << index) : mask),
    0,
  );
  return {
    detections: [{ classIndex: 0, confidence: 1 - 0.6 * random() * random(), box, matchedAt, iou }],
    labelMask: matchedAt,
  };
}

/** 55 % of the wrong images with a plug miss it: no true recall then lies on one of the 101 recall points, where the figure jumps. */
function wrongImage(isPresent: boolean, random: Random): Answer {
  const kind = random();
  if (isPresent && kind < 0.3) return { detections: [], labelMask: 0 };
  const stray = { classIndex: 0, confidence: 0.3 + 0.65 * random(), box, matchedAt: 0, iou: null };
  if (!isPresent || kind < 0.55) return { detections: [stray], labelMask: 0 };
  const right = rightImage(true, random);
  return { ...right, detections: [...right.detections, stray].sort((a, b) => b.confidence - a.confidence) };
}

function blockRate(mean: number, correlation: number, random: Random): number {
  if (correlation === 0) return mean;
  const sum = 1 / correlation - 1;
  const a = gamma(mean * sum, random);
  const b = gamma((1 - mean) * sum, random);
  return a + b === 0 ? 0 : a / (a + b);
}

/** Gamma variable with scale 1 (Marsaglia and Tsang 2000; below shape 1 by the power of a uniform). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
