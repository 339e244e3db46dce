import { describe, expect, it } from 'vitest';
import type { EpisodeEvaluation } from '../../../shared/domain/evaluation.ts';
import { pairTries } from '../../../shared/evaluation/compare-models.ts';
import { compareTries } from '../../../shared/evaluation/compare-tries.ts';

type Outcome = EpisodeEvaluation['outcome'];
const episode = (truth: EpisodeEvaluation['truth'], at: number, outcome: Outcome): EpisodeEvaluation => ({
  blockKey: `block ${at % 7}`,
  episodeKey: `try ${at}`,
  truth,
  outcome,
  score: 0.5,
  hasUnknown: outcome === 'undecided',
  counted: true,
  imageIds: [`image ${at}`],
});
/** Rows of how many tries ended how with the current model and with the new one. */
function compared(
  truth: 'absent' | 'present',
  rows: readonly (readonly [count: number, current: Outcome, newer: Outcome])[],
) {
  const tries = rows.flatMap(([count, current, newer]) =>
    Array.from({ length: count }, () => [current, newer] as const),
  );
  const pairs = pairTries(
    tries.map(([current], at) => episode(truth, at, current)),
    tries.map(([, newer], at) => episode(truth, at, newer)),
  );
  return compareTries(pairs, truth, 'plug');
}

describe('two models on the same tries', () => {
  it('are counted by who is right, the undecided left out', () => {
    const result = compared('absent', [
      [300, 'correct', 'correct'],
      [9, 'false-positive', 'correct'],
      [1, 'correct', 'false-positive'],
      [2, 'false-positive', 'false-positive'],
      [5, 'undecided', 'correct'],
      [5, 'correct', 'undecided'],
    ]);
    expect(result).toMatchObject({ bothRight: 300, onlyNew: 9, onlyCurrent: 1, neither: 2 });
    expect(result.sentence).toBe(
      'Plug reported, none there: of 312 tries both are right in 300, only the new model in 9, only the current one in 1, neither in 2.',
    );
    // Two-sided binomial with 1 of 10: 2 * (1 + 10) / 1024.
    expect(result.test.pValue).toBeCloseTo(22 / 1024, 12);
    expect(result.detail).toBe('10 discordant, exact McNemar p = 0.021 (two-sided).');
  });

  it('are not told apart by fewer than 6 tries that differ, and that is said', () => {
    const result = compared('present', [
      [40, 'correct', 'correct'],
      [5, 'miss', 'correct'],
    ]);
    expect(result.sentence).toMatch(/^Plug there, not reported: of 45 tries/);
    expect(result.detail).toContain('fewer than 6');
  });

  it('have nothing to say of a truth that no try has', () => {
    expect(compared('present', []).sentence).toBe(
      'Plug there, not reported: no try with a plug that both models decided.',
    );
    expect(compared('absent', [[3, 'undecided', 'correct']]).sentence).toContain('no try without a plug');
  });
});
