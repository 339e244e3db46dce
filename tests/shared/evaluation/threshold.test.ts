import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thresholdChoiceSchema } from '../../../shared/domain/evaluation-figures.ts';
import { seededRandom } from '../../../shared/domain/random.ts';
import { isAboveThreshold } from '../../../shared/domain/verdict.ts';
import { chooseThreshold, givenThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { clopperPearsonUpper } from '../../../shared/evaluation/intervals.ts';

/** n scores from 0.5 up in steps of 0.0001: the k-th smallest is 0.5 + (k - 1) / 10000. */
const ladder = (n: number, from = 0.5) => Array.from({ length: n }, (_, index) => from + index / 10_000);
const kth = (k: number, from = 0.5) => Math.fround(from + (k - 1) / 10_000);

describe('the threshold for a target rate', () => {
  test.each([
    // ceil((n + 1)(1 - a / 10)): 200 * 0.995 = 199; 401 * 0.995 = 398.995; 1000 * 0.999 = 999.
    [199, 0.05, 199],
    [400, 0.05, 399],
    [999, 0.01, 999],
    [2500, 0.01, 2499],
  ])('from %i negatives at %f is the score at rank %i', (n, targetRate, rank) => {
    const choice = chooseThreshold({ absent: ladder(n), present: [] }, { targetRate });
    expect(choice).toMatchObject({ basis: 'rank', rank, tau: kth(rank), negativeScore: kth(rank), isMidpoint: false });
  });

  test.each([
    [198, 0.05],
    [19, 0.05],
    [998, 0.01],
    [99, 0.01],
  ])('from %i negatives at %f is the highest negative, and says so', (n, targetRate) => {
    const choice = chooseThreshold({ absent: ladder(n), present: [] }, { targetRate });
    expect(choice).toMatchObject({ basis: 'highest-negative', rank: n, tau: kth(n) });
    expect(choice.sentences[0]).toContain('their highest score');
  });

  test('is never below 0.25', () => {
    const choice = chooseThreshold({ absent: ladder(300, 0.001), present: [] });
    expect(choice).toMatchObject({ basis: 'rank', tau: 0.25, negativeScore: kth(300, 0.001) });
    expect(choice.sentences[1]).toContain('0.25');
  });

  test('is the midpoint when the lower 1st percentile of the present episodes lies above', () => {
    // 250 present scores: the lower 1st percentile is the third smallest, at index floor(2.49).
    const present = [0.1, 0.2, ...new Array<number>(248).fill(0.9)];
    const choice = chooseThreshold({ absent: ladder(199), present });
    expect(choice.presentFirstPercentile).toBe(Math.fround(0.9));
    expect(choice.isMidpoint).toBe(true);
    expect(choice.tau).toBeCloseTo((kth(199) + 0.9) / 2, 6);
  });

  test('stays where it is when the 1st percentile of the present episodes does not lie above', () => {
    const choice = chooseThreshold({ absent: ladder(199), present: [0.4, ...new Array<number>(50).fill(0.9)] });
    expect(choice).toMatchObject({ isMidpoint: false, tau: kth(199) });
    expect(choice.sentences.join(' ')).toContain('some will be missed');
  });

  test('is not a number that the evidence cannot carry: too few negatives give 0.25, "default, no evidence"', () => {
    const choice = chooseThreshold({ absent: ladder(64), present: [0.9] }, { targetRate: 0.01 });
    expect(choice).toMatchObject({
      basis: 'default-not-supported',
      tau: 0.25,
      hasEvidence: false,
      neededAbsentEpisodes: 99,
    });
    expect(choice.sentences[0]).toBe(
      'A bound of 1 in 100 needs at least 99 calibration tries without a plug; there are 64. Not supported. 35 more are needed.',
    );
    expect(chooseThreshold({ absent: ladder(18), present: [] }).basis).toBe('default-not-supported');
    expect(chooseThreshold({ absent: ladder(19), present: [] }).basis).toBe('highest-negative');
  });

  test('without a calibration role is 0.25, "default, no evidence"', () => {
    const choice = chooseThreshold(null);
    expect(choice).toMatchObject({ basis: 'default-no-calibration', tau: 0.25, hasEvidence: false });
    expect(choice.sentences.join(' ')).toContain('default, no evidence');
  });

  test('set by hand carries no evidence', () => {
    expect(givenThreshold(0.4)).toMatchObject({ tau: 0.4, basis: 'given', hasEvidence: false });
  });

  test('calls at most n + 1 - rank negatives of the calibration role PRESENT, and is a float32', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 19, maxLength: 400 }),
        fc.array(score, { maxLength: 200 }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        (absent, present, targetRate) => {
          const choice = chooseThreshold({ absent, present }, { targetRate, testAbsentEpisodes: 300 });
          expect(thresholdChoiceSchema.safeParse(choice).success).toBe(true);
          expect(choice.tau).toBe(Math.fround(choice.tau));
          expect(choice.tau).toBeGreaterThanOrEqual(0.25);
          const calledPresent = absent.filter((value) => isAboveThreshold(value, choice.tau)).length;
          expect(calledPresent).toBeLessThanOrEqual(absent.length - choice.rank!);
        },
      ),
    );
  });
});

describe('the printed chance that the test role confirms the target', () => {
  test('agrees with a simulation of calibration and test', () => {
    const [negatives, tested, targetRate] = [250, 220, 0.05];
    const choice = chooseThreshold(
      { absent: ladder(negatives), present: [] },
      { targetRate, testAbsentEpisodes: tested },
    );
    const random = seededRandom(11);
    const runs = 4000;
    let confirmed = 0;
    for (let run = 0; run < runs; run++) {
      const scores = Float64Array.from({ length: negatives }, () => random()).sort();
      const tau = scores[choice.rank! - 1];
      let errors = 0;
      for (let episode = 0; episode < tested; episode++) if (random() > tau) errors++;
      if (clopperPearsonUpper(errors, tested) <= targetRate) confirmed++;
    }
    // Three standard errors of 4,000 runs are at most 0.024.
    expect(Math.abs(confirmed / runs - choice.confirmationChance!)).toBeLessThan(0.024);
  });

  test('is 0 when the test role is too small to confirm anything', () => {
    expect(chooseThreshold({ absent: ladder(300), present: [] }, { testAbsentEpisodes: 58 }).confirmationChance).toBe(
      0,
    );
    expect(
      chooseThreshold({ absent: ladder(300), present: [] }, { testAbsentEpisodes: 59 }).confirmationChance,
    ).toBeGreaterThan(0.5);
  });

  test('is higher for a threshold fitted at a tenth of the target than the half it would be at the target itself', () => {
    const { confirmationChance } = chooseThreshold({ absent: ladder(2000), present: [] }, { testAbsentEpisodes: 500 });
    expect(confirmationChance).toBeGreaterThan(0.99);
  });
});
