import { seededRandom } from '../../shared/domain/random.ts';
import { blockBootstrap, canShowInterval, percentileInterval } from '../../shared/evaluation/block-bootstrap.ts';
import { meanAveragePrecision } from '../../shared/evaluation/mean-average-precision.ts';
import { rankMatches } from '../../shared/evaluation/ranked-set.ts';
import { blocksThatDiffer, blocksWithErrors } from '../../shared/evaluation/telling-blocks.ts';
import { type Simulation, simulateModels } from './simulated-models.ts';

export type Figure = 'map50' | 'map5095';
export type Coverage = { readonly shown: number; readonly covered: number };

/** How often the shown intervals hold the true value: of the first model's mAP and of the difference of both. */
export type CoverageOf = Readonly<Record<'one' | 'difference', Readonly<Record<Figure, Coverage>>>>;

const figures: readonly Figure[] = ['map50', 'map5095'];

/** The figures of both models on so many blocks that nothing is left to chance (about 400,000 images). */
function trueFigures(simulation: Simulation, seed: number): Readonly<Record<Figure, readonly [number, number]>> {
  const blocks = Math.round(400_000 / simulation.imagesPerBlock);
  const [a, b] = simulateModels({ ...simulation, blocks }, seededRandom(seed)).map((images) =>
    meanAveragePrecision(rankMatches(images)),
  );
  return { map50: [a.map50 ?? 0, b.map50 ?? 0], map5095: [a.map5095 ?? 0, b.map5095 ?? 0] };
}

/** Simulates `sets` sets, decides as the product does whether an interval is shown, and counts how often it holds the truth. */
export function bootstrapCoverage(simulation: Simulation, sets: number, replicates: number, seed: number): CoverageOf {
  const truth = trueFigures(simulation, seed);
  const empty = () => ({ map50: { shown: 0, covered: 0 }, map5095: { shown: 0, covered: 0 } });
  const counts = { one: empty(), difference: empty() };
  const random = seededRandom(seed + 1);
  for (let set = 0; set < sets; set++) {
    const [a, b] = simulateModels(simulation, random).map((images) => ({ images, set: rankMatches(images) }));
    const shows = figures.map((figure) => ({
      figure,
      one: canShowInterval(simulation.blocks, blocksWithErrors(a.set)),
      difference: canShowInterval(simulation.blocks, blocksThatDiffer(a, b)),
    }));
    if (shows.every((shown) => !shown.one && !shown.difference)) continue;
    const [first, second] = blockBootstrap([a.set, b.set], { formula: 'coco', seed: set, replicates });
    for (const { figure, one, difference } of shows) {
      const [trueFirst, trueSecond] = truth[figure];
      if (one) count(counts.one[figure], first[figure], trueFirst);
      if (difference) {
        const differences = second[figure].map((value, index) => value - first[figure][index]);
        count(counts.difference[figure], differences, trueSecond - trueFirst);
      }
    }
  }
  return counts;
}

function count(counts: { shown: number; covered: number }, replicates: Float64Array, truth: number): void {
  const { low, high } = percentileInterval(replicates);
  counts.shown++;
  if (low <= truth && truth <= high) counts.covered++;
}
