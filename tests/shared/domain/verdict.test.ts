import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../shared/domain/box.ts';
import { absentReasons, decideImage, type ImageRule } from '../../../shared/domain/verdict.ts';

const rule: ImageRule = { targetClassIndex: 0, threshold: 0.5, regionOfInterest: null, tolerance: null };
const found = (confidence: number, box = { xMin: 10, yMin: 10, xMax: 30, yMax: 50 }, classIndex = 0): Detection => ({
  classIndex,
  confidence,
  box,
});

describe('the decision on a picture', () => {
  it('is PRESENT with the highest score of the target class above the threshold', () => {
    expect(decideImage([found(0.9, undefined, 1), found(0.7), found(0.8)], rule)).toMatchObject({
      verdict: 'PRESENT',
      reason: null,
      score: 0.8,
    });
  });

  it('is ABSENT with score 0 when nothing of the target class is there', () => {
    expect(decideImage([found(0.9, undefined, 1)], rule)).toEqual({
      verdict: 'ABSENT',
      reason: absentReasons.nothingFound,
      score: 0,
      detection: null,
    });
  });

  it('is ABSENT at exactly the threshold, compared as float32', () => {
    const threshold = 0.3;
    expect(decideImage([found(Math.fround(0.3))], { ...rule, threshold }).verdict).toBe('ABSENT');
    // The float32 nearest to 0.3 is above the double 0.3.
    expect(Math.fround(0.3)).toBeGreaterThan(0.3);
    expect(decideImage([found(Math.fround(0.3) + 2 ** -25)], { ...rule, threshold }).verdict).toBe('PRESENT');
  });

  it('counts only boxes whose centre lies in the region of interest', () => {
    const regionOfInterest = { xMin: 0, yMin: 0, xMax: 20, yMax: 30 };
    const outside = found(0.9, { xMin: 11, yMin: 10, xMax: 30, yMax: 50 });
    expect(decideImage([outside, found(0.6)], { ...rule, regionOfInterest })).toMatchObject({
      verdict: 'PRESENT',
      score: 0.6,
    });
    expect(decideImage([outside], { ...rule, regionOfInterest })).toMatchObject({ verdict: 'ABSENT', score: 0 });
  });

  it('is ABSENT, misplaced, when the box that gave the score is beyond the taught tolerance, keeping the score', () => {
    const taughtBox = { xMin: 10, yMin: 10, xMax: 30, yMax: 50 };
    const tolerance = { taughtBox, centreXPx: 2, centreYPx: 3, widthPx: 4, heightPx: 5 };
    const at = (box: Detection['box']) => decideImage([found(0.9, box)], { ...rule, tolerance });
    expect(at({ xMin: 12, yMin: 13, xMax: 32, yMax: 53 }).verdict).toBe('PRESENT');
    expect(at({ xMin: 8, yMin: 10, xMax: 32, yMax: 50 }).verdict).toBe('PRESENT');
    for (const beyond of [
      { xMin: 12.1, yMin: 10, xMax: 32.1, yMax: 50 },
      { xMin: 7.9, yMin: 10, xMax: 27.9, yMax: 50 },
      { xMin: 10, yMin: 13.1, xMax: 30, yMax: 53.1 },
      { xMin: 7.9, yMin: 10, xMax: 32.1, yMax: 50 },
      { xMin: 10, yMin: 12.6, xMax: 30, yMax: 47.4 },
    ]) {
      expect(at(beyond)).toMatchObject({ verdict: 'ABSENT', reason: absentReasons.misplaced, score: 0.9 });
    }
    expect(decideImage([found(0.4, taughtBox)], { ...rule, tolerance }).reason).toBe(absentReasons.notAboveThreshold);
  });
});
