import { describe, expect, test } from 'vitest';
import type { EvaluationImage } from '../../../shared/domain/evaluation.ts';
import { blockBootstrap, percentileInterval } from '../../../shared/evaluation/block-bootstrap.ts';
import { givenThreshold } from '../../../shared/evaluation/choose-threshold.ts';
import { compareModels } from '../../../shared/evaluation/compare-models.ts';
import { type EvaluationOptions, evaluateDetections } from '../../../shared/evaluation/evaluate-detections.ts';
import { evaluationImage, ranked } from '../../support/evaluation-set.ts';

const options: EvaluationOptions = {
  classes: ['plug'],
  threshold: givenThreshold(0.25),
  seed: 5,
  target: { targetClassIndex: 0 },
  replicates: 400,
};

/** `blocks` shifts of four images, every second with a plug; the model misses the plug of the first frame in `wrong` shifts. */
function shifts(blocks: number, wrong: readonly number[]): EvaluationImage[] {
  return Array.from({ length: 4 * blocks }, (_, index) => {
    const block = Math.floor(index / 4);
    const isPresent = index % 2 === 0;
    const isMissed = index % 4 === 0 && wrong.includes(block);
    return evaluationImage(
      {
        id: `image-${index.toString().padStart(5, '0')}`,
        truth: isPresent ? [[0, 10, 10, 50, 50]] : [],
        detections: isPresent && !isMissed ? [[0, 0.5 + (index % 97) / 200, 10, 10, 50, 50]] : [],
      },
      { blockKey: `shift ${block}` },
    );
  });
}
const first = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the interval of one mAP', () => {
  test('is shown with 40 blocks of which 10 hold an error, and holds the value', () => {
    const { map50, map50Interval } = evaluateDetections(shifts(40, first(10)), options).figures.averagePrecision;
    expect(map50Interval).toMatchObject({ state: 'shown', blocks: 40, blocksThatTell: 10, seed: 5, replicates: 400 });
    if (map50Interval.state !== 'shown' || map50.state !== 'defined') throw new Error('Not shown.');
    expect(map50Interval.low).toBeLessThan(map50.value);
    expect(map50Interval.high).toBeGreaterThan(map50.value);
  });

  test.each([
    [39, 10],
    [40, 9],
  ])('is not shown with %i blocks of which %i hold an error: the counts alone', (blocks, wrong) => {
    const { map50Interval } = evaluateDetections(shifts(blocks, first(wrong)), options).figures.averagePrecision;
    expect(map50Interval).toMatchObject({ state: 'not-shown', blocks, blocksThatTell: wrong });
  });

  test('does not take a false positive below the last true positive for an error: it moves no average precision', () => {
    const images = shifts(40, []).map((image) => ({
      ...image,
      detections: [
        ...image.detections,
        { classIndex: 0, confidence: 0.01, box: { xMin: 500, yMin: 0, xMax: 600, yMax: 9 } },
      ],
    }));
    const { map50Interval } = evaluateDetections(images, options).figures.averagePrecision;
    expect(map50Interval).toMatchObject({ state: 'not-shown', blocksThatTell: 0 });
  });
});

describe('the paired bootstrap', () => {
  test('gives the same replicates for the same seed, others for another', () => {
    const set = ranked(shifts(40, first(10)));
    const draw = (seed: number) => [...blockBootstrap([set], { formula: 'coco', seed, replicates: 50 })[0].map50];
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test('draws the same blocks for both models: two equal ones differ in no replicate', () => {
    const [a, b] = blockBootstrap([ranked(shifts(40, [1, 2])), ranked(shifts(40, [1, 2]))], {
      formula: 'coco',
      seed: 1,
      replicates: 100,
    });
    expect(a).toEqual(b);
  });

  test('spreads like the sampling it imitates', () => {
    // Plugs missed in 30 % of the shifts: with formula coco mAP50 follows the recall, whose deviation is sqrt(p(1 - p) / blocks) / 2.
    const wrong = first(400).filter((block) => (block * 7) % 10 < 3);
    const [{ map50 }] = blockBootstrap([ranked(shifts(400, wrong))], { formula: 'coco', seed: 3, replicates: 1000 });
    const mean = map50.reduce((sum, value) => sum + value, 0) / map50.length;
    const deviation = Math.sqrt(map50.reduce((sum, value) => sum + (value - mean) ** 2, 0) / map50.length);
    expect(deviation / (Math.sqrt((0.3 * 0.7) / 400) / 2)).toBeGreaterThan(0.8);
    expect(deviation / (Math.sqrt((0.3 * 0.7) / 400) / 2)).toBeLessThan(1.2);
  });

  test('reads percentiles between order statistics as numpy.percentile does', () => {
    const { low, high } = percentileInterval(Float64Array.from({ length: 101 }, (_, index) => 100 - index));
    expect(low).toBeCloseTo(2.5, 12);
    expect(high).toBeCloseTo(97.5, 12);
  });
});

describe('two models compared', () => {
  const evaluationOf = (blocks: number, wrong: readonly number[]) => evaluateDetections(shifts(blocks, wrong), options);
  const compared = (a: ReturnType<typeof evaluationOf>, b: ReturnType<typeof evaluationOf>) =>
    compareModels(a, b, { seed: 9, replicates: 400 });

  test('show an interval of the difference when their matches differ in 10 of 40 blocks', () => {
    const comparison = compared(evaluationOf(40, first(12)), evaluationOf(40, first(2)));
    if (!comparison.ok) throw new Error(comparison.problem.sentence);
    const { value, interval } = comparison.value.map50;
    expect(interval).toMatchObject({ state: 'shown', blocks: 40, blocksThatTell: 10, seed: 9 });
    expect(value).toBeGreaterThan(0.1);
    if (interval.state === 'shown') expect(interval.low).toBeGreaterThan(0);
  });

  test('are too few, or too alike, when they differ in nine', () => {
    const comparison = compared(evaluationOf(40, first(12)), evaluationOf(40, first(3)));
    if (!comparison.ok) throw new Error(comparison.problem.sentence);
    expect(comparison.value.map50.interval).toMatchObject({
      state: 'not-shown',
      blocksThatTell: 9,
      why: 'too few, or too alike, to compare here',
    });
  });

  test('are tested on discordant tries, negatives and positives apart', () => {
    const comparison = compared(evaluationOf(40, first(12)), evaluationOf(40, [0, 1, 30]));
    if (!comparison.ok) throw new Error(comparison.problem.sentence);
    expect(comparison.value.misses).toMatchObject({ onlyFirst: 10, onlySecond: 1, canReachSignificance: true });
    expect(comparison.value.falsePositives).toMatchObject({ onlyFirst: 0, onlySecond: 0, pValue: 1 });
  });

  test('are refused with a sentence when they saw different pictures', () => {
    const comparison = compared(evaluationOf(40, []), evaluationOf(41, []));
    expect(comparison).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
  });
});
