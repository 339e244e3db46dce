import type { PreparedBox } from '../domain/box.ts';
import type { GreyImage } from '../domain/grey-image.ts';
import { resizeArea } from '../geometry/resize-area.ts';
import { correlationPeak, type Pattern, patternOf } from './normalised-correlation.ts';

/**
 * The classical way to find a part: slide a picture of it over the image and take the highest normalised correlation. It measures how
 * hard a set is: where it already tells plug from no plug, a detector proves nothing.
 */
export type TemplateMatcher = { readonly patterns: readonly Pattern[] };

export type TemplateExample = { readonly image: GreyImage; readonly box: PreparedBox };

/** Correlation is computed on images reduced by this factor: outlines survive, and it is 256 times cheaper. */
const reduction = 4;
/** Sizes tried, as shares of the template's own. */
const sizes = [0.7, 0.85, 1, 1.2, 1.4] as const;

/**
 * Template: the mean of the examples, each cut out along its box and brought to the mean box's size. Boxes cut off by the image's edge
 * are left out. Throws when none is left: a set without a whole object has no template.
 */
export function buildTemplateMatcher(examples: readonly TemplateExample[]): TemplateMatcher {
  const whole = examples.filter(
    ({ image, box }) => box.xMin > 0 && box.yMin > 0 && box.xMax < image.widthPx && box.yMax < image.heightPx,
  );
  if (whole.length === 0) throw new Error('A template needs at least one object that lies wholly in its image.');
  const meanWidthPx = whole.reduce((sum, { box }) => sum + box.xMax - box.xMin, 0) / whole.length / reduction;
  const meanHeightPx = whole.reduce((sum, { box }) => sum + box.yMax - box.yMin, 0) / whole.length / reduction;
  return {
    patterns: sizes.map((size) => {
      const widthPx = Math.max(3, Math.round(meanWidthPx * size));
      const heightPx = Math.max(3, Math.round(meanHeightPx * size));
      const sum = new Float64Array(widthPx * heightPx);
      for (const { image, box } of whole) {
        const cut = resizeArea(crop(image, box), { widthPx, heightPx });
        for (let at = 0; at < sum.length; at++) sum[at] += cut.data[at];
      }
      return patternOf(widthPx, heightPx, sum);
    }),
  };
}

/** Highest normalised correlation, -1..1, over all places and sizes. */
export function templateScore(matcher: TemplateMatcher, image: GreyImage): number {
  const reduced = resizeArea(image, {
    widthPx: Math.round(image.widthPx / reduction),
    heightPx: Math.round(image.heightPx / reduction),
  });
  return Math.max(...matcher.patterns.map((pattern) => correlationPeak(reduced, pattern)));
}

/** The highest threshold at which at most `missShare` of the present scores are missed; present means score >= threshold. */
export function thresholdAtMisses(presentScores: readonly number[], missShare: number): number {
  const sorted = presentScores.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new Error('A threshold at a share of misses needs at least one present image.');
  return sorted[Math.min(sorted.length - 1, Math.floor(missShare * sorted.length))];
}

export type TemplateFalsePositives = {
  readonly threshold: number;
  readonly reported: number;
  readonly images: number;
  readonly share: number;
};

/** Share of `lookalikes` (images without the object) that the matcher reports at the threshold that misses 5 % of `present`. */
export function templateFalsePositives(
  matcher: TemplateMatcher,
  present: readonly GreyImage[],
  lookalikes: readonly GreyImage[],
): TemplateFalsePositives {
  const threshold = thresholdAtMisses(
    present.map((image) => templateScore(matcher, image)),
    0.05,
  );
  const reported = lookalikes.filter((image) => templateScore(matcher, image) >= threshold).length;
  return {
    threshold,
    reported,
    images: lookalikes.length,
    share: lookalikes.length === 0 ? 0 : reported / lookalikes.length,
  };
}

function crop(image: GreyImage, box: PreparedBox): GreyImage {
  const xFrom = Math.floor(box.xMin);
  const yFrom = Math.floor(box.yMin);
  const widthPx = Math.max(1, Math.ceil(box.xMax) - xFrom);
  const heightPx = Math.max(1, Math.ceil(box.yMax) - yFrom);
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = (yFrom + y) * image.widthPx + xFrom;
    data.set(image.data.subarray(row, row + widthPx), y * widthPx);
  }
  return { widthPx, heightPx, data };
}
