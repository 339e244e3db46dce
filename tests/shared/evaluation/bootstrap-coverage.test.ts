import { describe, expect, test } from 'vitest';
import { bootstrapCoverage } from '../../support/bootstrap-coverage.ts';

/** The full table comes from `npm run bench -- bootstrap-coverage`; this is one of its rows with fewer sets. */
describe('over 150 simulated sets of two models, shown intervals', () => {
  const coverages = bootstrapCoverage(
    { blocks: 40, imagesPerBlock: 20, errors: [0.1, 0.08], correlation: 0.3 },
    150,
    200,
    7,
    4000,
  );

  test.each(['map50', 'map50Difference', 'map5095Difference'] as const)(
    'of %s hold the truth in at least 90 %%',
    (figure) => {
      const { shown, ofExpectation } = coverages[figure];
      expect(shown).toBeGreaterThan(120);
      expect(ofExpectation / shown).toBeGreaterThanOrEqual(0.9);
      // A far too wide interval would always hold it.
      expect(ofExpectation).toBeLessThan(shown);
    },
  );
});
