import { seededRandom } from '../../shared/domain/random.ts';
import { blockBootstrap, canShowInterval, percentileInterval } from '../../shared/evaluation/block-bootstrap.ts';
import { meanAveragePrecision } from '../../shared/evaluation/mean-average-precision.ts';
import { rankMatches } from '../../shared/evaluation/ranked-set.ts';
import { blocksThatDiffer, blocksWithErrors } from '../../shared/evaluation/telling-blocks.ts';
import { type Simulation, simulateModels } from './simulated-models.ts';

export const coveredFigures = ['map50', 'map5095', 'map50Difference', 'map5095Difference'] as const;
export type CoveredFigure = (typeof coveredFigures)[number];

export type Coverage = {
  readonly shown: number;
  /** Shown intervals that hold the figure's expectation on a set of this size: what repeated sets would give on average. */
  readonly ofExpectation: number;
  /** Shown intervals that hold the figure of one very large set (`limitImages`). */
  readonly ofLimit: number;
};
export type Coverages = Readonly<Record<CoveredFigure, Coverage>>;

type Values = Readonly<Record<CoveredFigure, number>>;
type Shown = { readonly low: number; readonly high: number };

/**
 * Simulates `sets` sets, decides as the product does whether an interval is shown, and counts how often the shown ones hold the
 * truth. There are two truths, because average precision is read at 101 recall points from an envelope that only looks up: its
 * expectation on a small set is not its limit on a large one, and no interval around the small set's figure can know the difference.
 */
export function bootstrapCoverage(
  simulation: Simulation,
  sets: number,
  replicates: number,
  seed: number,
  limitImages = 400_000,
): Coverages {
  const limit = figuresOf(
    simulateModels(
      { ...simulation, blocks: Math.round(limitImages / simulation.imagesPerBlock) },
      seededRandom(seed),
    ).map((images) => meanAveragePrecision(rankMatches(images))),
  );
  const random = seededRandom(seed + 1);
  const sums = { map50: 0, map5095: 0, map50Difference: 0, map5095Difference: 0 };
  const intervals: Record<CoveredFigure, Shown[]> = {
    map50: [],
    map5095: [],
    map50Difference: [],
    map5095Difference: [],
  };
  for (let set = 0; set < sets; set++) {
    const [first, second] = simulateModels(simulation, random).map((images) => ({ images, set: rankMatches(images) }));
    const observed = figuresOf([meanAveragePrecision(first.set), meanAveragePrecision(second.set)]);
    for (const figure of coveredFigures) sums[figure] += observed[figure];
    const showsOne = canShowInterval(simulation.blocks, blocksWithErrors(first.set));
    const showsDifference = canShowInterval(simulation.blocks, blocksThatDiffer(first, second));
    if (!showsOne && !showsDifference) continue;
    const [a, b] = blockBootstrap([first.set, second.set], { formula: 'coco', seed: set, replicates });
    for (const figure of ['map50', 'map5095'] as const) {
      if (showsOne) intervals[figure].push(percentileInterval(a[figure]));
      if (!showsDifference) continue;
      const differences = b[figure].map((value, index) => value - a[figure][index]);
      intervals[`${figure}Difference`].push(percentileInterval(differences));
    }
  }
  const coverage = (figure: CoveredFigure): Coverage => ({
    shown: intervals[figure].length,
    ofExpectation: intervals[figure].filter(holds(sums[figure] / sets)).length,
    ofLimit: intervals[figure].filter(holds(limit[figure])).length,
  });
  return {
    map50: coverage('map50'),
    map5095: coverage('map5095'),
    map50Difference: coverage('map50Difference'),
    map5095Difference: coverage('map5095Difference'),
  };
}

function figuresOf(means: readonly { readonly map50: number | null; readonly map5095: number | null }[]): Values {
  const [first, second] = means.map(({ map50, map5095 }) => ({ map50: map50 ?? 0, map5095: map5095 ?? 0 }));
  return {
    ...first,
    map50Difference: second.map50 - first.map50,
    map5095Difference: second.map5095 - first.map5095,
  };
}

function holds(truth: number): (interval: Shown) => boolean {
  return ({ low, high }) => low <= truth && truth <= high;
}
