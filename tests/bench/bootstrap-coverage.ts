import { bootstrapCoverage, type Coverages, coveredFigures } from '../support/bootstrap-coverage.ts';
import type { Simulation } from '../support/simulated-models.ts';
import type { Bench, BenchOptions, Figures } from './support/bench.ts';

/**
 * How often the shown 95 % intervals of mAP, and of the difference of two models, hold the truth, over 2,000 simulated sets a row.
 * Rows in which fewer than half of the sets show an interval at 40 blocks are simulated again with 120. Asserts 90 % over all shown
 * intervals of a figure, and in every row in which at least half are shown: where an interval is shown only after an unlucky draw,
 * that draw itself is what it measures.
 * Options: `--sets n`, `--replicates n`, `--seed n`.
 */
export const bench: Bench = { name: 'bootstrap-coverage', run };

const least = 0.9;
const errorPairs = [
  [0.1, 0.08],
  [0.03, 0.02],
  [0.02, 0.015],
] as const;

async function run({ quick, settings }: BenchOptions): Promise<Figures> {
  const sets = Number(settings.sets ?? (quick ? 100 : 2000));
  const replicates = Number(settings.replicates ?? (quick ? 200 : 500));
  const seed = Number(settings.seed ?? 7);
  console.log(
    `${sets} sets a row, ${replicates} replicates, seed ${seed}; each figure: shown sets, coverage of the expectation (of the limit)`,
  );
  console.log(`blocks  images  errors      correlation  ${coveredFigures.map((figure) => figure.padEnd(24)).join('')}`);
  const rows: { readonly simulation: Simulation; readonly coverages: Coverages }[] = [];
  const simulate = (simulation: Simulation): Coverages => {
    const coverages = bootstrapCoverage(simulation, sets, replicates, seed);
    rows.push({ simulation, coverages });
    console.log(rowText(simulation, coverages));
    return coverages;
  };
  for (const errors of errorPairs) {
    for (const correlation of [0, 0.3]) {
      for (const imagesPerBlock of [5, 20]) {
        const coverages = simulate({ blocks: 40, imagesPerBlock, errors, correlation });
        if (coverages.map50.shown < sets / 2) simulate({ blocks: 120, imagesPerBlock, errors, correlation });
      }
    }
  }
  const usual = rows.flatMap(({ simulation, coverages }) =>
    coveredFigures
      .filter((figure) => coverages[figure].shown >= sets / 2)
      .map((figure) => ({ simulation, figure, share: coverages[figure].ofExpectation / coverages[figure].shown })),
  );
  const lowest = usual.reduce((low, one) => (one.share < low.share ? one : low));
  console.log(`lowest coverage ${lowest.share.toFixed(3)}: ${lowest.figure}, ${JSON.stringify(lowest.simulation)}`);
  const pooledShares = coveredFigures.map(
    (figure) => [`pooled_${figure}`, pooled(rows.map(({ coverages }) => coverages[figure]))] as const,
  );
  for (const [name, share] of [['lowest coverage', lowest.share] as const, ...pooledShares]) {
    if (!quick && share < least) throw new Error(`${name}: ${share.toFixed(3)}, less than ${least}.`);
  }
  return { sets, replicates, lowest_coverage: lowest.share, ...Object.fromEntries(pooledShares) };
}

function pooled(coverages: readonly { readonly shown: number; readonly ofExpectation: number }[]): number {
  const shown = coverages.reduce((sum, one) => sum + one.shown, 0);
  return coverages.reduce((sum, one) => sum + one.ofExpectation, 0) / shown;
}

function rowText({ blocks, imagesPerBlock, errors, correlation }: Simulation, coverages: Coverages): string {
  const cells = coveredFigures.map((figure) => {
    const { shown, ofExpectation, ofLimit } = coverages[figure];
    if (shown === 0) return 'not shown'.padEnd(24);
    return `${shown}: ${(ofExpectation / shown).toFixed(3)} (${(ofLimit / shown).toFixed(3)})`.padEnd(24);
  });
  const head = [
    `${blocks}`.padEnd(8),
    `${imagesPerBlock}`.padEnd(8),
    errors.join('/').padEnd(12),
    `${correlation}`.padEnd(13),
  ];
  return head.join('') + cells.join('');
}
