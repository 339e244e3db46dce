import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactMcNemar } from '../../../shared/evaluation/mcnemar.ts';

describe('the exact McNemar test', () => {
  test('gives 2 / 64 when six of six discordant tries fall on one side', () => {
    expect(exactMcNemar(6, 0).pValue).toBeCloseTo(0.03125, 12);
  });

  test('gives the textbook value for 12 against 4', () => {
    expect(exactMcNemar(12, 4).pValue).toBeCloseTo(0.076813, 6);
  });

  test('says that five discordant tries cannot tell the models apart, however they fall', () => {
    for (let first = 0; first <= 5; first++) {
      const { pValue, canReachSignificance, sentence } = exactMcNemar(first, 5 - first);
      expect(pValue).toBeGreaterThanOrEqual(0.05);
      expect(canReachSignificance).toBe(false);
      expect(sentence).toContain('fewer than 6');
    }
  });

  test('is the same from either side and never above 1', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (first, second) => {
        expect(exactMcNemar(first, second).pValue).toBe(exactMcNemar(second, first).pValue);
        expect(exactMcNemar(first, second).pValue).toBeLessThanOrEqual(1);
      }),
    );
  });
});
